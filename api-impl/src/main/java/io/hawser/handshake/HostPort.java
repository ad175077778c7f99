package io.hawser.handshake;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host with or without a port, as the {@code Host} header holds it (RFC 9110, section 7.2).
 *
 * @param host a host name in ASCII or an IP address, in lower case; an IPv6 address without brackets
 * @param port the port, 0 to 65535, or -1 if there is none
 */
public record HostPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:\\[([^]]*)]|([^:]*))(?::([0-9]{0,5}))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]+");

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
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || isName(matcher.group(1))) {
            throw new IllegalArgumentException("\"" + shown(text) + "\" is not a host with or without a port");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        String port = matcher.group(3);
        return new HostPort(host, port == null || port.isEmpty() ? -1 : Integer.parseInt(port));
    }

    /** What stands before the sign may be a password. */
    private static String shown(String text) {
        int at = text.lastIndexOf('@');
        return Escaped.text(at < 0 ? text : "..." + text.substring(at), 100);
    }

    /** Tells whether a text, or {@code null}, is a host name or an IPv4 address. */
    static boolean isName(String text) {
        return text != null && NAME.matcher(text).matches();
    }

    private static boolean isIpv6(String text) {
        if (!IPV6.matcher(text).matches()) {
            return false;
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
