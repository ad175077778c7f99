package io.hawser.handshake;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of the list of allowed origins: one origin; all subdomains of a domain, and not the domain itself; or what
 * browsers send for pages that have no host.
 */
final class AllowedOrigin {

    /** The origin of a page without an origin, such as a page in a sandbox (RFC 6454, section 7.1). */
    private static final String NULL = "null";

    private static final String WILDCARD = "://*.";
    /** The origin of pages without a host: {@code file://}, or the private scheme of an application. */
    private static final Pattern SCHEME_ALONE = Pattern.compile("(?!(?i:https?|wss?):)[A-Za-z][A-Za-z0-9+.-]*://");

    /** {@code null} where the whole text counts. */
    private final Origin origin;

    private final String text;
    private final boolean subdomains;

    private AllowedOrigin(Origin origin, String text, boolean subdomains) {
        this.origin = origin;
        this.text = text;
        this.subdomains = subdomains;
    }

    /**
     * Reads an entry.
     *
     * @param text an entry, as described at {@link OriginPolicy#and(String)}
     * @return the entry, or empty where the text has another form
     */
    static Optional<AllowedOrigin> parse(String text) {
        if (text.equals(NULL) || SCHEME_ALONE.matcher(text).matches()) {
            return Optional.of(new AllowedOrigin(null, text, false));
        }
        boolean subdomains = text.contains(WILDCARD);
        return Origin.parse(subdomains ? text.replace(WILDCARD, "://") : text)
                .map(origin -> new AllowedOrigin(origin, text, subdomains));
    }

    /**
     * {@return whether a page may connect}
     *
     * @param header what it sends as its origin
     * @param other the origin that this is; empty where it has another form
     */
    boolean matches(String header, Optional<Origin> other) {
        return origin == null ? text.equalsIgnoreCase(header) : other.isPresent() && matches(other.get());
    }

    private boolean matches(Origin other) {
        if (!subdomains) {
            return origin.equals(other);
        }
        return origin.scheme().equals(other.scheme())
                && origin.port() == other.port()
                && other.host().endsWith("." + origin.host());
    }

    /** Describes the mistake in an entry, and what to write instead. */
    static final class Mistake {

        private static final String FORMS =
                "write *, null, or an entry of the form scheme://host[:port], scheme://*.domain[:port] or scheme://";
        private static final Pattern PARTS = Pattern.compile("([^/?#]*://)?([^/?#]*)(.*)");
        /** A scheme that does not look like a host with a port, and at most one slash. */
        private static final Pattern FEW_SLASHES =
                Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(?!//)/?(|[^0-9/?#:][^/?#]*)(?:[/?#].*)?");

        private static final Pattern LOCAL = Pattern.compile("(?:localhost|127\\..*|\\[.*)(?::.*)?");

        private Mistake() {}

        /** {@return the error message for a text that is not an entry} */
        static String in(String text) {
            if (text.isBlank()) {
                return "the allowed origin is blank: " + FORMS;
            }
            // What stands before it may be a password.
            return text.contains("@")
                    ? "an allowed origin has user information, which no origin has: " + FORMS
                    : "the allowed origin \"" + Escaped.text(text, 100) + "\" " + problem(text);
        }

        private static String problem(String text) {
            if (text.chars().anyMatch(c -> Character.isWhitespace(c) || c == ';' || c == ',')) {
                return "is more than one word: write one origin for each entry, with commas between them";
            }
            if (text.matches("[\"'].*|.*[\"']")) {
                return "has quotation marks in it" + instead(text.replaceAll("[\"']", ""));
            }
            if (text.equalsIgnoreCase(NULL)) {
                return "is not written in lower case" + instead(NULL);
            }
            Matcher few = FEW_SLASHES.matcher(text);
            if (few.matches()) {
                return "does not have two slashes behind its scheme" + instead(few.group(1) + "://" + few.group(2));
            }
            Matcher parts = PARTS.matcher(text);
            if (!parts.matches()) {
                return "has another form: " + FORMS;
            }
            return parts.group(1) == null
                    ? withoutScheme(parts.group(2))
                    : withScheme(parts.group(1), parts.group(2), parts.group(3));
        }

        private static String withoutScheme(String host) {
            String scheme = LOCAL.matcher(host).matches() ? "http://" : "https://";
            return "has no scheme" + instead(scheme + host);
        }

        private static String withScheme(String scheme, String host, String rest) {
            if ((scheme + host).replace(WILDCARD, "").contains("*")) {
                return "has a star that is not the first label of a domain: write a star for all subdomains as in"
                        + " https://*.example.com, or * alone for every origin";
            }
            if (rest.equals("/")) {
                return "has a slash at its end, which no origin has" + instead(scheme + host);
            }
            return rest.isEmpty()
                    ? "has another form: " + FORMS
                    : "has a path, a query or a fragment, which no origin has" + instead(scheme + host);
        }

        private static String instead(String candidate) {
            return parse(candidate).isPresent() ? ": write \"" + Escaped.text(candidate, 100) + "\"" : ": " + FORMS;
        }
    }
}
