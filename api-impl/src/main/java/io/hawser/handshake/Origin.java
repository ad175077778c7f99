package io.hawser.handshake;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The origin of the script that opens a connection (RFC 6454, section 4). Two origins are equal if scheme, host and
 * port are; a port that is left out is the scheme's.
 *
 * @param scheme the scheme in lower case, such as {@code https}
 * @param host the host in lower case, an IPv6 address without brackets
 * @param port the port, or -1 if there is none and the scheme has no default
 */
public record Origin(String scheme, String host, int port) {

    private static final String SLASHES = "://";

    /**
     * Reads the value of an {@code Origin} header.
     *
     * @param value the value
     * @return the origin; empty for {@code null}, which a browser sends for a page without an origin of its own, and
     *     for whatever else is not {@code scheme://host[:port]}
     */
    public static Optional<Origin> parse(String value) {
        int end = value.indexOf(SLASHES);
        if (end < 0 || !isScheme(value, end)) {
            return Optional.empty();
        }
        try {
            String scheme = value.substring(0, end).toLowerCase(Locale.ROOT);
            return Optional.of(of(scheme, HostPort.parse(value.substring(end + SLASHES.length()))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@return whether the beginning of a text is a scheme (RFC 3986, section 3.1)} */
    private static boolean isScheme(String text, int end) {
        for (int i = 0; i < end; i++) {
            if (!Tokens.isLetterOrDigit(text.charAt(i)) && "+.-".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return end > 0 && Tokens.isLetter(text.charAt(0));
    }

    static Origin of(String scheme, HostPort host) {
        return new Origin(scheme, host.host(), host.portOr(defaultPort(scheme)));
    }

    // By hand, since this is compared: what the compiler adds leaves the class in a static cache of the JDK.

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin origin
                && port == origin.port
                && scheme.equals(origin.scheme)
                && host.equals(origin.host);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scheme, host, port);
    }

    /** {@return the origin as a browser writes it, with its port} */
    @Override
    public String toString() {
        String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return scheme + "://" + bracketed + (port < 0 ? "" : ":" + port);
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }
}
