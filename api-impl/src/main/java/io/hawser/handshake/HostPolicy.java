package io.hawser.handshake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The host names that requests to a server may use. A page can have a name of its own lead to a machine or a network
 * that is not its own, and is of the same origin then as whatever answers there (DNS rebinding); the server alone can
 * tell, since the browser sends that name. Addresses and {@code localhost} are no names that a page elsewhere could
 * have.
 */
public final class HostPolicy {

    /** A policy that allows every name. */
    public static final HostPolicy ANY = new HostPolicy(true, List.of());

    private static final String LOCALHOST = "localhost";
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    private final boolean any;
    private final List<String> names;

    private HostPolicy(boolean any, List<String> names) {
        this.any = any;
        this.names = names;
    }

    /**
     * Makes a policy of a list.
     *
     * @param patterns host names without a port; {@code *.example.com} for all names below a domain; {@code *} for
     *     every name
     * @return those names, IP addresses, {@code localhost} and names below it
     * @throws IllegalArgumentException if a pattern has another form; the message says what to write
     */
    public static HostPolicy of(List<String> patterns) {
        List<String> names = new ArrayList<>();
        boolean any = false;
        for (String pattern : patterns) {
            if (pattern.equals("*")) {
                any = true;
            } else if (pattern.startsWith("*.")) {
                names.add("." + name(pattern, pattern.substring(2)));
            } else {
                names.add(name(pattern, pattern));
            }
        }
        return new HostPolicy(any, List.copyOf(names));
    }

    private static String name(String pattern, String name) {
        if (!HostPort.isName(name)) {
            throw new IllegalArgumentException("the allowed host \"" + Escaped.text(pattern, 100)
                    + "\" has another form: write a host name without scheme and port such as example.com,"
                    + " *.example.com for all names below it, or * for every name");
        }
        return withoutDot(new HostPort(name, -1).host());
    }

    /** The dot at the end of a name that is complete means nothing here. */
    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /**
     * Returns whether a request is allowed.
     *
     * @param asked the host that it asks; its port does not matter
     * @return whether it may go on; if not, 421 is the answer to give (RFC 9110, section 15.5.20)
     */
    public boolean allows(HostPort asked) {
        String host = withoutDot(asked.host());
        return any
                || host.indexOf(':') >= 0
                || IPV4.matcher(host).matches()
                || matches(host, LOCALHOST)
                || matches(host, "." + LOCALHOST)
                || names.stream().anyMatch(name -> matches(host, name));
    }

    private static boolean matches(String host, String name) {
        return name.startsWith(".") ? host.endsWith(name) : host.equals(name);
    }
}
