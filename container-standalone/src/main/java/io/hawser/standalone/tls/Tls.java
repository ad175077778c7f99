package io.hawser.standalone.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Creates the handlers of TLS, for servers and clients, on the JDK's implementation. */
public final class Tls {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private Tls() {}

    /**
     * Tests whether clients could connect to a server.
     *
     * @param context the context of the server
     * @param host the address as the user has written it, by which key managers may choose a key
     * @throws IllegalArgumentException if no client could connect
     */
    public static void checkServer(SSLContext context, String host) {
        Exception failure = null;
        for (List<SNIServerName> names : List.of(List.<SNIServerName>of(), names(host))) {
            // Some keys work only with TLS 1.2, and a client that offers 1.3 too does not show that.
            for (List<String> protocols : List.of(List.of(PROTOCOLS), List.of("TLSv1.2"))) {
                failure = failure(context, protocols, names);
                if (failure == null) {
                    return;
                }
            }
        }
        throw new IllegalArgumentException(
                "tls: the SSLContext has no key that a server can use, so no client could connect; the SSLContext for"
                        + " HawserServer.builder().tls has to be initialised with a KeyManager for a private key and"
                        + " its certificate",
                failure);
    }

    private static Exception failure(SSLContext context, List<String> protocols, List<SNIServerName> names) {
        SSLEngine engine;
        try {
            engine = netty(context, false).newEngine(UnpooledByteBufAllocator.DEFAULT);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException("tls: the SSLContext is not initialised", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "tls: the SSLContext does not support " + String.join(" and ", PROTOCOLS), e);
        }
        try {
            return new TrialHandshake(engine, protocols, names).failure();
        } catch (GeneralSecurityException e) {
            // The result is unknown without a client.
            return null;
        }
    }

    /**
     * Creates the handler of a server's connection.
     *
     * @param context the context of the server
     * @param allocator allocates buffers
     * @param computations runs the computations of handshakes, which take too long for an event loop
     * @return the handler
     */
    public static SslHandler server(SSLContext context, ByteBufAllocator allocator, Executor computations) {
        return withoutTimers(netty(context, false).newHandler(allocator, computations));
    }

    /**
     * Creates the handler of a client's connection. It sends the name of the host (RFC 6066, section 3) and checks that
     * the certificate is the host's (RFC 2818, section 3.1).
     *
     * @param context the context of the client
     * @param host a host name or an IP address
     * @param port the port of the server
     * @param allocator allocates buffers
     * @param computations runs the computations of handshakes, which take too long for an event loop
     * @return the handler
     */
    public static SslHandler client(
            SSLContext context, String host, int port, ByteBufAllocator allocator, Executor computations) {
        SslHandler handler = netty(context, true).newHandler(allocator, host, port, computations);
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(names(host));
        handler.engine().setSSLParameters(parameters);
        return withoutTimers(handler);
    }

    /**
     * {@return the server names that a client sends; there are none for an IP address or a name that DNS does not
     * allow}
     */
    private static List<SNIServerName> names(String host) {
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            return List.of();
        }
        try {
            return List.of(new SNIHostName(host.endsWith(".") ? host.substring(0, host.length() - 1) : host));
        } catch (IllegalArgumentException e) {
            // For example, a name with an underscore, as in networks of containers.
            return List.of();
        }
    }

    private static JdkSslContext netty(SSLContext context, boolean client) {
        return new JdkSslContext(
                context,
                client,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                ApplicationProtocolConfig.DISABLED,
                ClientAuth.NONE,
                PROTOCOLS,
                false);
    }

    /** Turns off Netty's timeout, since the deadline of the opening handshake includes the TLS handshake. */
    private static SslHandler withoutTimers(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }
}
