package io.hawser.handshake;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A host with or without a port, as the {@code Host} header holds it (RFC 9110, section 7.2).
 *
 * @param host a host name in ASCII or an IP address, in lower case; an IPv6 address without brackets
 * @param port the port, 0 to 65535, or -1 if there is none
 */
public record HostPort(String host, int port) {

    private static final int MAX_PORT_DIGITS = 5;

    /**
     * Checks host and port.
     *
     * @throws IllegalArgumentException if the host has another form, such as letters outside ASCII, or the port is out
     *     of range
     */
    public HostPort {
        if (!isName(host) && !isIpv6(host)) {
            throw new IllegalArgumentException("\"" + shown(host) + "\" is neither a host name nor an IP address");
        }
        if (port < -1 || port > 65535) {
            throw new IllegalArgumentException("the port " + port + " is not 0 to 65535");
        }
        host = host.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a host with or without a port.
     *
     * @param text such as {@code example.com}, {@code 127.0.0.1:8080} or {@code [::1]:8080}
     * @return host and port
     * @throws IllegalArgumentException if the text has another form
     */
    public static HostPort parse(String text) {
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        if (bracket > 0 && isPort(text, bracket + 1)) {
            String address = text.substring(1, bracket);
            if (!isName(address)) {
                return new HostPort(address, port(text, bracket + 1));
            }
        } else {
            int colon = text.indexOf(':');
            int end = colon < 0 ? text.length() : colon;
            if (isPort(text, end)) {
                return new HostPort(text.substring(0, end), port(text, end));
            }
        }
        throw new IllegalArgumentException("\"" + shown(text) + "\" is not a host with or without a port");
    }

    /** {@return whether the rest of a text is empty, or a colon with a port or nothing behind it} */
    private static boolean isPort(String text, int start) {
        int digits = text.length() - start - 1;
        if (digits < 0) {
            return true;
        }
        if (digits > MAX_PORT_DIGITS || text.charAt(start) != ':') {
            return false;
        }
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int port(String text, int start) {
        return text.length() - start <= 1 ? -1 : Integer.parseInt(text, start + 1, text.length(), 10);
    }

    /** What stands before the sign may be a password. */
    private static String shown(String text) {
        int at = text.lastIndexOf('@');
        return Escaped.text(at < 0 ? text : "..." + text.substring(at), 100);
    }

    /** Tells whether a text is a host name or an IPv4 address. */
    static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Tokens.isLetterOrDigit(text.charAt(i)) && "._~-".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isIpv6(String text) {
        for (int i = 0; i < text.length(); i++) {
            // The grammar of a URI would take a zone too.
            if ("0123456789abcdefABCDEF:.".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        try {
            new URI("//[" + text + "]");
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /**
     * Gives the port or the one to use in its place.
     *
     * @param defaultPort the port of the scheme
     * @return the port
     */
    public int portOr(int defaultPort) {
        return port == -1 ? defaultPort : port;
    }

    /** {@return the form of the {@code Host} header, an IPv6 address in brackets} */
    @Override
    public String toString() {
        String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == -1 ? bracketed : bracketed + ":" + port;
    }
}
