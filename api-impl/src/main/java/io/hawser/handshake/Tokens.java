package io.hawser.handshake;

import java.util.ArrayList;
import java.util.List;

/** Parses tokens and comma-separated lists of tokens of HTTP (RFC 9110, sections 5.6.1 and 5.6.2). */
final class Tokens {

    private static final String PUNCTUATION = "!#$%&'*+-.^_`|~";

    private Tokens() {}

    static boolean isTokenChar(char c) {
        return isLetterOrDigit(c) || PUNCTUATION.indexOf(c) >= 0;
    }

    /** {@return whether a character is a letter or a digit of ASCII} */
    static boolean isLetterOrDigit(char c) {
        return isLetter(c) || c >= '0' && c <= '9';
    }

    /** {@return whether a character is a letter of ASCII} */
    static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenChar(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /**
     * Checks that a text is a token.
     *
     * @param what what the text is, for the message
     * @param text the text
     * @return the text
     * @throws IllegalArgumentException if it is not a token
     */
    static String require(String what, String text) {
        if (!isToken(text)) {
            throw new IllegalArgumentException(
                    what + " \"" + Escaped.text(text, 100) + "\" is not a token (RFC 9110, section 5.6.2)");
        }
        return text;
    }

    /**
     * Checks that a text is a token which may be a secret, and which the message therefore does not show.
     *
     * @param what what the text is, for the message
     * @param text the text
     * @throws IllegalArgumentException if it is not a token
     */
    static void requireUnshown(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenChar(text.charAt(i))) {
                throw new IllegalArgumentException(
                        what + " is not a token (RFC 9110, section 5.6.2): it has the character"
                                + " U+%04X".formatted((int) text.charAt(i)));
            }
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException(what + " is not a token (RFC 9110, section 5.6.2): it is empty");
        }
    }

    /** Compares tokens without regard to case. Only ASCII letters have a case here: the Kelvin sign is no "k". */
    static boolean same(String text, String token) {
        return isToken(text) && text.equalsIgnoreCase(token);
    }

    /**
     * Reads a list that may be spread over several header lines. Empty elements are skipped.
     *
     * @param lines the values of all header fields of one name
     * @return the elements, which need not be tokens
     */
    static List<String> list(List<String> lines) {
        List<String> elements = new ArrayList<>();
        for (String line : lines) {
            int start = 0;
            while (start <= line.length()) {
                int comma = line.indexOf(',', start);
                int end = comma < 0 ? line.length() : comma;
                String element = line.substring(start, end).trim();
                if (!element.isEmpty()) {
                    elements.add(element);
                }
                start = end + 1;
            }
        }
        return elements;
    }

    /** Tells whether a list over several header lines holds a token, in any case. */
    static boolean listHolds(List<String> lines, String token) {
        for (String element : list(lines)) {
            if (same(element, token)) {
                return true;
            }
        }
        return false;
    }
}
