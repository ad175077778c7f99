package io.hawser.servlet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Reads the address of one end of a connection. A proxy's header may have put a name in its place: none is looked up.
 */
final class NumericAddress {

    /** A text with a colon that begins like this is never looked up as a name. */
    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(?:%\\w+)?]?");

    private static final int HIGHEST_PORT = 65535;
    private static final int IPV4_NUMBERS = 4;
    private static final int MAX_NUMBER = 255;
    private static final int MAX_DIGITS = 3;

    private NumericAddress() {}

    /** {@return the address, unresolved if the host is a name; {@code null} if the host or the port is not known} */
    static SocketAddress of(String host, int port) {
        if (host == null || port < 0 || port > HIGHEST_PORT) {
            return null;
        }
        try {
            return isIpv4(host) || IPV6.matcher(host).matches()
                    ? new InetSocketAddress(InetAddress.getByName(host), port)
                    : InetSocketAddress.createUnresolved(host, port);
        } catch (UnknownHostException e) {
            return InetSocketAddress.createUnresolved(host, port);
        }
    }

    /** {@return whether a text is four numbers below 256} Some other numbers would be looked up as names. */
    private static boolean isIpv4(String text) {
        int at = 0;
        for (int number = 1; number <= IPV4_NUMBERS; number++) {
            int end = number == IPV4_NUMBERS ? text.length() : text.indexOf('.', at);
            if (!isNumber(text, at, end)) {
                return false;
            }
            at = end + 1;
        }
        return true;
    }

    private static boolean isNumber(String text, int start, int end) {
        int digits = end - start;
        if (digits < 1 || digits > MAX_DIGITS || digits == MAX_DIGITS && text.charAt(start) == '0') {
            return false;
        }
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            number = number * 10 + digit;
        }
        return number <= MAX_NUMBER;
    }
}
