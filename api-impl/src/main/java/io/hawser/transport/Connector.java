package io.hawser.transport;

import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Opens client transports: the client side of the SPI that a transport implements. */
public interface Connector {

    /**
     * Connects, sends a request and passes the response to the exchange. Returns at once.
     *
     * @param target the address of the server
     * @param request the opening handshake
     * @param exchange gets the result; called exactly once, on a thread on which user code may run and block
     * @return the attempt in progress
     */
    Attempt connect(Target target, UpgradeRequest request, Exchange exchange);

    /**
     * Announces that the calling thread is about to wait, so that another thread can relieve it of the work of other
     * connections.
     */
    void beforeBlocking();

    /**
     * The address to which a client connects, with TLS and timeouts.
     *
     * @param host a host name or an IP address, an IPv6 address without brackets
     * @param port the TCP port, 1 to 65535
     * @param secure whether to use TLS, with SNI and the host name checked
     * @param tls the TLS settings, or {@code null} for the JDK's defaults
     * @param connectTimeout how long the look-up of the name and the TCP connect may take; 0 if only
     *     {@code openTimeout} limits it
     * @param openTimeout how long connect, TLS and handshake may take together
     */
    record Target(
            String host, int port, boolean secure, SSLContext tls, Duration connectTimeout, Duration openTimeout) {}

    /** An attempt to open a connection. */
    @FunctionalInterface
    interface Attempt {

        /**
         * Cancels the attempt and fails the exchange. Does nothing if the response has arrived. Any thread may call
         * this, and it does not wait.
         */
        void cancel();
    }

    /** Receives the result of a request. */
    interface Exchange {

        /**
         * Receives the response.
         *
         * @param response the response, with a bounded part of its body if the status is not 101
         * @param transport the transport of the connection if the response is accepted; this call is its first event
         * @return the connection to which the transport reports from now on, or {@code null} if the response was not
         *     accepted and the transport has to be aborted
         */
        ConnectionHandle responded(UpgradeResponse response, Transport transport);

        /**
         * Reports that no response was received, for example because the connection was refused, TLS failed, time ran
         * out or the answer is not HTTP.
         *
         * @param cause why
         */
        void failed(IOException cause);
    }
}
