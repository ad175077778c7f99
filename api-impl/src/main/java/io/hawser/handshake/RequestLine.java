package io.hawser.handshake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first line of a request (RFC 9112, section 3). What was made by {@link #parse} is well-formed. */
record RequestLine(String method, String target, String version) implements StartLine<UpgradeRequest> {

    /** The parts are separated by exactly one space. A parser that accepts other whitespace may see other parts. */
    private static final Pattern FORM = Pattern.compile("([^ ]+) ([^ ]+) (HTTP/[0-9]\\.[0-9])");

    /**
     * Reads the line.
     *
     * @throws IllegalArgumentException if it is no request line; the message shows no query
     */
    static RequestLine parse(String line) {
        Matcher parts = FORM.matcher(line);
        if (!parts.matches() || !Tokens.isToken(parts.group(1)) || !RequestTarget.isReadable(parts.group(2))) {
            throw new IllegalArgumentException(
                    "\"" + Redacted.uri(line) + "\" is not a request line (RFC 9112, section 3)");
        }
        return new RequestLine(parts.group(1), parts.group(2), parts.group(3));
    }

    @Override
    public UpgradeRequest with(Headers fields) {
        return new UpgradeRequest(method, target, version, fields);
    }

    /** {@return the line} */
    @Override
    public String toString() {
        return method + " " + target + " " + version;
    }
}
