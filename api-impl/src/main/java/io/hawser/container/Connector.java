package io.hawser.container;

import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.session.Connection;
import io.hawser.session.Transport;
import java.io.IOException;
import javax.net.ssl.SSLContext;

/** Opens client transports: the client's half of the SPI that a transport implements. */
public interface Connector {

    /**
     * Connects, sends a request and hands over the response. Returns at once.
     *
     * @param target where to
     * @param request the opening handshake
     * @param exchange hears what came of it; called exactly once, on a thread on which user code may run and block
     * @return the attempt that is under way
     */
    Attempt connect(Target target, UpgradeRequest request, Exchange exchange);

    /** Says that the calling thread is about to wait, so that it can be relieved of other connections' work. */
    void beforeBlocking();

    /**
     * Where a client connects to.
     *
     * @param host a host name or an IP address, an IPv6 address without brackets
     * @param port the TCP port, 1 to 65535
     * @param secure whether to use TLS, with SNI and the host name checked
     * @param tls the TLS settings, or {@code null} for the JDK's defaults
     * @param connectMillis how long the look-up of the name and the TCP connect may take, in milliseconds; 0 where only
     *     the whole is bounded
     * @param openMillis how long connect, TLS and handshake may take together, in milliseconds
     */
    record Target(String host, int port, boolean secure, SSLContext tls, long connectMillis, long openMillis) {}

    /** A connection that is being opened. */
    @FunctionalInterface
    interface Attempt {

        /**
         * Gives it up: what is not open yet is closed, and the exchange hears that it has failed. Does nothing where
         * the response is there already. Any thread may call, which does not wait.
         */
        void cancel();
    }

    /** Hears what came of a request. */
    interface Exchange {

        /**
         * The response is there.
         *
         * @param response the response; with a bounded part of its body where the status is not 101
         * @param transport what carries the connection if the response is accepted; this call is its first event
         * @return the connection to which the transport reports from now on, or {@code null} where the response was not
         *     accepted and the transport is to be aborted
         */
        Connection responded(UpgradeResponse response, Transport transport);

        /**
         * There is no response: no address, refused, TLS failed, timed out, not HTTP.
         *
         * @param cause why
         */
        void failed(IOException cause);
    }
}
