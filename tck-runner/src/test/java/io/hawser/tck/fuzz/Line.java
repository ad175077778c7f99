package io.hawser.tck.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a corpus: a name, and an input in quotation marks. In the quotation marks, printable ASCII characters stand
 * for themselves, except {@code \\}, {@code \"}, {@code \n} and two hexadecimal digits behind {@code \x}.
 *
 * @param name the purpose of the input, also used as a file name
 * @param input the input
 */
record Line(String name, byte[] input) {

    private static final Pattern FORM = Pattern.compile("([a-z0-9-]+) \"(.*)\"");

    /** Reads a line of a file. */
    static Line parse(String file, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("a line of " + file + " is not: name \"input\": " + text);
        }
        return new Line(matcher.group(1), unescape(matcher.group(2)));
    }

    private static byte[] unescape(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                bytes.write(c);
                continue;
            }
            i++;
            switch (text.charAt(i)) {
                case 'n' -> bytes.write('\n');
                case 'x' -> {
                    bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> bytes.write(text.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(name).append(" \"");
        for (byte b : input) {
            if (b == '\n') {
                line.append("\\n");
            } else if (b == '"' || b == '\\') {
                line.append('\\').append((char) b);
            } else if (b < ' ' || b > '~') {
                line.append("\\x%02x".formatted(b));
            } else {
                line.append((char) b);
            }
        }
        return line.append('"').toString();
    }
}
