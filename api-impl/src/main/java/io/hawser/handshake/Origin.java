package io.hawser.handshake;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin of the script that opens a connection (RFC 6454, section 4). Two origins are equal if scheme, host and
 * port are; a port that is left out is the scheme's.
 *
 * @param scheme the scheme in lower case, such as {@code https}
 * @param host the host in lower case, an IPv6 address without brackets
 * @param port the port, or -1 if there is none and the scheme has no default
 */
public record Origin(String scheme, String host, int port) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");

    /**
     * Reads the value of an {@code Origin} header.
     *
     * @param value the value
     * @return the origin; empty for {@code null}, which a browser sends for a page without an origin of its own, and
     *     for whatever else is not {@code scheme://host[:port]}
     */
    public static Optional<Origin> parse(String value) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(matcher.group(1).toLowerCase(Locale.ROOT), HostPort.parse(matcher.group(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
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
