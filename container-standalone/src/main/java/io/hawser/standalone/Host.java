package io.hawser.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * The host on which a server listens.
 *
 * @param name a name or an IP address, an IPv6 address without brackets
 */
record Host(String name) {

    /**
     * {@return the host of a text that a user has written}
     *
     * @throws IllegalArgumentException if it is empty
     */
    static Host of(String host) {
        if (Objects.requireNonNull(host, "host").isBlank()) {
            throw new IllegalArgumentException("host must not be empty");
        }
        return new Host(host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
    }

    /**
     * {@return its address}
     *
     * @throws IOException if the name has none
     */
    InetAddress address() throws IOException {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new IOException("cannot listen on host \"" + name + "\": this name has no address", e);
        }
    }

    /** {@return the authority part of a URI with this host and a port} */
    String authority(int port) {
        return (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port;
    }
}
