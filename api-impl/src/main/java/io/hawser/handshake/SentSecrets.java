package io.hawser.handshake;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The parts of a client's request that may be secret: the values of its query, of the header fields that the
 * application has added, and its subprotocols. Servers repeat what they were sent when they refuse it, often escaped
 * for HTML, or decoded.
 *
 * @param query the query with its question mark, or the empty string
 * @param values the values, the longest first: one may be a part of another
 */
record SentSecrets(String query, List<String> values) {

    /** The shortest text that counts as a secret. Shorter texts occur inside of words. */
    private static final int MIN_CHARS = 4;

    private static final String LEFT_OUT = "...";

    /**
     * Collects them.
     *
     * @param resource path and query of the request
     * @param subprotocols the subprotocols that it offers
     * @param extra the header fields that the application has added
     * @return what may be a secret
     */
    static SentSecrets of(String resource, List<String> subprotocols, Headers extra) {
        Set<String> values = new HashSet<>(subprotocols);
        String query = RequestTarget.query(resource);
        if (query != null) {
            addPairs(query, "&", values);
        }
        for (Headers.Field field : extra) {
            // Where a page comes from is no secret, and what most refusals are about.
            if (!field.name().equalsIgnoreCase(HandshakeFields.ORIGIN)) {
                values.add(field.value());
                // Behind the scheme of credentials (RFC 9110, section 11.4).
                values.add(field.value().substring(field.value().indexOf(' ') + 1));
                addPairs(field.value(), ";", values);
            }
        }
        return new SentSecrets(
                query == null ? "" : "?" + query,
                values.stream()
                        .filter(value -> value.length() >= MIN_CHARS)
                        .sorted(Comparator.comparing(String::length).reversed())
                        .toList());
    }

    private static void addPairs(String text, String separator, Set<String> values) {
        for (String pair : text.split(separator)) {
            String value = pair.substring(pair.indexOf('=') + 1).strip();
            values.add(value);
            values.add(RequestTarget.decodedParameter(value));
        }
    }

    /** {@return a server's text without them} */
    String leftOutOf(String text) {
        String shown = query.isEmpty() ? text : text.replace(query, "?" + LEFT_OUT);
        for (String value : values) {
            shown = shown.replace(value, LEFT_OUT);
        }
        return shown;
    }
}
