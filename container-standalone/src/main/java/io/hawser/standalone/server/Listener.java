package io.hawser.standalone.server;

import io.hawser.standalone.channel.ChannelOptions;
import io.hawser.standalone.channel.Reason;
import io.hawser.standalone.http.HttpServerHandler;
import io.hawser.standalone.http.ServerContext;
import io.hawser.standalone.loop.IoRuntime;
import io.hawser.standalone.tls.RenegotiationGuard;
import io.hawser.standalone.tls.Tls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** Opens the listening channel of a server, and sets up the channels that it accepts. */
public final class Listener {

    private static final int BACKLOG = 4096;
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private Listener() {}

    /**
     * Opens a listening channel.
     *
     * @param host the address as the user has written it
     * @param address the address
     * @param port the port, or 0 for any
     * @param tls the context of the server, or {@code null} for no TLS
     * @param context the context that the connections share
     * @param limits the limits of connections
     * @param runtime the threads of the server; stopped if this fails
     * @return the listening channel
     * @throws IOException if the server cannot listen on the port
     */
    public static Channel open(
            String host,
            InetAddress address,
            int port,
            SSLContext tls,
            ServerContext context,
            ConnectionLimits limits,
            IoRuntime runtime)
            throws IOException {
        ChannelFuture listening = new ServerBootstrap()
                .group(runtime.loops())
                .channel(runtime.io().serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (limits.admit(channel)) {
                            initialize(channel, tls, context, runtime);
                        } else {
                            channel.close();
                        }
                    }
                })
                .bind(address, port)
                .awaitUninterruptibly();
        if (!listening.isSuccess()) {
            runtime.stop(STOP_NANOS);
            throw Reason.failure(
                    "cannot listen on host " + host + ", port " + port + ": " + Reason.of(listening.cause()),
                    listening.cause());
        }
        listening.channel().pipeline().addLast(new AcceptFailures(System::nanoTime));
        return listening.channel();
    }

    private static void initialize(Channel channel, SSLContext tls, ServerContext context, IoRuntime runtime) {
        runtime.add(channel);
        ChannelOptions.apply(channel, runtime.io().allocator());
        if (tls != null) {
            SslHandler handler = Tls.server(tls, channel.alloc(), runtime.workers());
            channel.pipeline().addLast(RenegotiationGuard.ofClient(handler), handler);
        }
        HttpServerHandler.addTo(channel.pipeline(), context);
    }
}
