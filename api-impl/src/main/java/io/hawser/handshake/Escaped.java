package io.hawser.handshake;

import java.util.HexFormat;

/** Makes text that came from a peer fit for a log line or the message of an exception. */
public final class Escaped {

    private static final String ELLIPSIS = "...";

    private Escaped() {}

    /**
     * Escapes and shortens a text. The result is printable ASCII on one line: the quotation mark and the backslash get
     * a backslash in front, every other character outside U+0020 to U+007E becomes its Java escape, such as &#92;u000a.
     *
     * @param text the text as it came
     * @param max how many characters the result has at most, 3 or more; a longer one ends with {@code ...} and no
     *     escape in it is cut
     * @return the text to show
     */
    public static String text(String text, int max) {
        StringBuilder out = new StringBuilder();
        int fits = 0;
        for (int i = 0; i < text.length(); i++) {
            append(out, text.charAt(i));
            if (out.length() <= max - ELLIPSIS.length()) {
                fits = out.length();
            }
            if (out.length() > max) {
                out.setLength(fits);
                return out.append(ELLIPSIS).toString();
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, char c) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (c < ' ' || c > '~') {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
        } else {
            out.append(c);
        }
    }
}
