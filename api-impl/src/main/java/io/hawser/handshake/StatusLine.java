package io.hawser.handshake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first line of a response (RFC 9112, section 4). What was made by {@link #parse} is well-formed. */
record StatusLine(int status, String reason) implements StartLine<UpgradeResponse> {

    /** The space behind the status is there also where there is no reason. */
    private static final Pattern FORM = Pattern.compile("HTTP/1\\.[0-9] ([1-9][0-9]{2}) ([\\t -~\\x80-\\xff]*)");

    private static final byte[] NO_BODY = {};

    /**
     * Reads the line.
     *
     * @throws IllegalArgumentException if it is no status line
     */
    static StatusLine parse(String line) {
        Matcher parts = FORM.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\"" + Escaped.text(line, 100) + "\" is not a status line of HTTP/1.1 (RFC 9112, section 4)");
        }
        return new StatusLine(Integer.parseInt(parts.group(1)), parts.group(2));
    }

    @Override
    public UpgradeResponse with(Headers fields) {
        return new UpgradeResponse(status, reason, fields, NO_BODY);
    }

    /** Any number of others may come before the final response, and 101 is the final one of HTTP (RFC 9110, 15.2). */
    @Override
    public boolean isInterim() {
        return status < 200 && status != 101;
    }

    /** {@return the line} */
    @Override
    public String toString() {
        return "HTTP/1.1 " + status + " " + reason;
    }
}
