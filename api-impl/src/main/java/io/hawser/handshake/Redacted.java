package io.hawser.handshake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formats URIs for log lines and messages of exceptions, escaped and without parts that may be secret. Passwords stand
 * before the host, tokens in the query, identifiers of HTTP sessions behind a semicolon in the path.
 */
public final class Redacted {

    private static final int SHOWN_CHARS = 200;
    private static final Pattern QUERY = Pattern.compile("(?s)([?#]).*");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    private static final Pattern AUTHORITY = Pattern.compile("//([^/]*)");
    private static final Pattern HOST_PORT = Pattern.compile("(?:\\[[^]]*]|[^@:]*)(?::[0-9]*)?");
    private static final Pattern PATH_PARAMETERS = Pattern.compile(";[^/?#]*");
    private static final String LEFT_OUT = "...";

    private Redacted() {}

    /**
     * Writes a URI.
     *
     * @param uri a {@link java.net.URI}, or a text that is one, a request target, or something like them; may be
     *     {@code null}
     * @return the URI without user information, with {@code ?...} in place of a query, {@code #...} of a fragment and
     *     {@code ;...} of the parameters of a path's segment, in printable ASCII, on one line, at most 200 characters
     */
    public static String uri(Object uri) {
        String text = QUERY.matcher(String.valueOf(uri)).replaceFirst("$1" + LEFT_OUT);
        Matcher scheme = SCHEME.matcher(text);
        int begin = scheme.lookingAt() ? scheme.end() : 0;
        Matcher authority = AUTHORITY.matcher(text).region(begin, text.length());
        String shown;
        if (authority.lookingAt()) {
            shown = text.substring(0, begin) + "//" + host(authority.group(1)) + text.substring(authority.end());
        } else {
            // Where the slashes were forgotten, host and password are taken for the path.
            shown = text.substring(0, begin) + (begin == 0 ? text : withoutUser(text.substring(begin)));
        }
        return Escaped.text(PATH_PARAMETERS.matcher(shown).replaceAll(";" + LEFT_OUT), SHOWN_CHARS);
    }

    /** What is no host with or without a port may be a part of a password with one of the characters that end it. */
    private static String host(String authority) {
        String host = withoutUser(authority);
        return HOST_PORT.matcher(host).matches() ? host : LEFT_OUT;
    }

    private static String withoutUser(String text) {
        return text.substring(text.lastIndexOf('@') + 1);
    }
}
