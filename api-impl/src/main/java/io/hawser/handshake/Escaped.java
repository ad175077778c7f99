package io.hawser.handshake;

import java.util.HexFormat;
import java.util.PrimitiveIterator;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/** Escapes text from a peer or an application for a log line or the message of an exception. */
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
        return shortened(text.chars(), Escaped::appendAscii, max);
    }

    /**
     * Makes a text fit to be a line of a log. What can be printed stays as it is, in any language; controls, line
     * breaks, and what changes the direction of a text or is not seen, become their Java escapes.
     *
     * @param text the line, or {@code null}
     * @param max how many characters the result has at most, 3 or more; a longer one ends with {@code ...} and no
     *     escape in it is cut
     * @return the line to log: mostly the very text
     */
    public static String line(String text, int max) {
        if (text == null || text.length() <= max && isPrintable(text)) {
            return String.valueOf(text);
        }
        return shortened(text.codePoints(), Escaped::appendPrintable, max);
    }

    private static String shortened(IntStream characters, ObjIntConsumer<StringBuilder> append, int max) {
        StringBuilder out = new StringBuilder();
        int fits = 0;
        for (PrimitiveIterator.OfInt all = characters.iterator(); all.hasNext(); ) {
            append.accept(out, all.nextInt());
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

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            if (!isPrintable(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static void appendAscii(StringBuilder out, int c) {
        if (c == '"' || c == '\\') {
            out.append('\\').append((char) c);
        } else if (c < ' ' || c > '~') {
            escape(out, (char) c);
        } else {
            out.append((char) c);
        }
    }

    private static void appendPrintable(StringBuilder out, int c) {
        if (isPrintable(c)) {
            out.appendCodePoint(c);
        } else {
            for (char half : Character.toChars(c)) {
                escape(out, half);
            }
        }
    }

    private static void escape(StringBuilder out, char c) {
        out.append("\\u").append(HexFormat.of().toHexDigits(c));
    }
}
