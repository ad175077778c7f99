package io.hawser.standalone;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** TLS by the JDK, at both ends. The computations of a handshake run on an executor rather than on a loop. */
final class Tls {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private Tls() {}

    /**
     * Checks what the connections will need, before there are any.
     *
     * @param context the server's key
     * @throws IllegalArgumentException where nobody has called {@link SSLContext#init}
     */
    static void checkInitialized(SSLContext context) {
        try {
            context.createSSLEngine();
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException("tls: the SSLContext is not initialised", e);
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
        if (!NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host)) {
            String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        handler.engine().setSSLParameters(parameters);
        return withoutTimers(handler);
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
