package io.hawser.handshake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The path and query of a request. Browsers write them as the URL Standard of WHATWG has it, in which a URI's grammar
 * (RFC 3986) is not kept: braces, the vertical bar, the caret, the backslash, the grave accent, and a percent sign that
 * encodes nothing, stand for themselves.
 */
public final class RequestTarget {

    /** The characters that need no encoding in a path, beside letters and digits (RFC 3986, section 3.3). */
    private static final String PATH = "-._~!$&'()*+,;=:@/";
    /** And in a query: brackets too, in which {@link java.net.URI} follows the older RFC 2732, section 3. */
    private static final String QUERY = PATH + "?[]";

    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RequestTarget() {}

    /**
     * Tells whether a target consists of characters that somebody may send: no spaces, no control characters, nothing
     * outside ASCII, and no fragment.
     *
     * @param target path and query as they were sent
     * @return whether it is to be read at all
     */
    public static boolean isReadable(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c > '~' || c == '#') {
                return false;
            }
        }
        return true;
    }

    /**
     * Percent-encodes the characters of a request target that a URI does not allow. What it allows stays as it is,
     * percent-encodings included.
     *
     * @param target path and query as they were sent
     * @return path and query as {@link java.net.URI} takes them
     */
    public static String encoded(String target) {
        int mark = target.indexOf('?');
        int query = mark < 0 ? target.length() : mark;
        if (areIn(PATH, target, 0, query) && areIn(QUERY, target, query, target.length())) {
            return target;
        }
        byte[] octets = target.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(octets.length + 16);
        String plain = PATH;
        for (int i = 0; i < octets.length; i++) {
            char c = (char) (octets[i] & 0xff);
            if (c == '?') {
                plain = QUERY;
            }
            if (Tokens.isLetterOrDigit(c) || plain.indexOf(c) >= 0 || c == '%' && encodes(octets, i)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octets[i]));
            }
        }
        return encoded.toString();
    }

    private static boolean areIn(String marks, String target, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Tokens.isLetterOrDigit(target.charAt(i)) && marks.indexOf(target.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean encodes(byte[] octets, int percent) {
        return percent + 2 < octets.length
                && HexFormat.isHexDigit(octets[percent + 1])
                && HexFormat.isHexDigit(octets[percent + 2]);
    }

    /**
     * Finds the query of a request target.
     *
     * @param target path and query as they were sent
     * @return what is behind the first question mark, as it was sent; {@code null} where there is none
     */
    public static String query(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? null : target.substring(mark + 1);
    }

    /**
     * Decodes a name or a value as HTML forms write them in a query (WHATWG, URL Standard, section 5.1). A percent sign
     * that encodes nothing stands for itself.
     *
     * @param encoded the name or value as it was sent
     * @return the text that it stands for
     */
    public static String decodedParameter(String encoded) {
        String valid = encoded.indexOf('%') < 0
                ? encoded
                : STRAY_PERCENT.matcher(encoded).replaceAll("%25");
        return URLDecoder.decode(valid, StandardCharsets.UTF_8);
    }
}
