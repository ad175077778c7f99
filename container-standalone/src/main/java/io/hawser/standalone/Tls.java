package io.hawser.standalone;

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

/** TLS by the JDK, at both ends. The computations of a handshake run on an executor rather than on a loop. */
final class Tls {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private Tls() {}

    /**
     * Checks what a server's connections will need, before there are any.
     *
     * @param context the server's key
     * @param host the address as the user wrote it, by which key managers may choose
     * @throws IllegalArgumentException where no client could connect
     */
    static void checkServer(SSLContext context, String host) {
        Exception failure = null;
        for (List<SNIServerName> names : List.of(List.<SNIServerName>of(), names(host))) {
            // A key that cannot do 1.3, where both ends would, may do 1.2.
            for (List<String> protocols : List.of(List.of(PROTOCOLS), List.of("TLSv1.2"))) {
                failure = failure(context, protocols, names);
                if (failure == null) {
                    return;
                }
            }
        }
        throw new IllegalArgumentException(
                "tls: the SSLContext has no key that a server can use, so that no client could connect; the one for"
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
            // Without a client nobody knows.
            return null;
        }
    }

    static SslHandler server(SSLContext context, ByteBufAllocator allocator, Executor computations) {
        return withoutTimers(netty(context, false).newHandler(allocator, computations));
    }

    /**
     * Makes the client's end, which names the host (RFC 6066, section 3) and checks that the certificate is the host's
     * (RFC 2818, section 3.1).
     *
     * @param host a host name or an IP address
     */
    static SslHandler client(
            SSLContext context, String host, int port, ByteBufAllocator allocator, Executor computations) {
        SslHandler handler = netty(context, true).newHandler(allocator, host, port, computations);
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(names(host));
        handler.engine().setSSLParameters(parameters);
        return withoutTimers(handler);
    }

    /** {@return how a client names a server; not at all, where it has an address alone or a name that DNS has not} */
    private static List<SNIServerName> names(String host) {
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            return List.of();
        }
        try {
            return List.of(new SNIHostName(host.endsWith(".") ? host.substring(0, host.length() - 1) : host));
        } catch (IllegalArgumentException e) {
            // Such as one with an underscore, as networks of containers have them.
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

    /** The deadline of the opening handshake holds for TLS too. */
    private static SslHandler withoutTimers(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }
}
