package io.hawser.standalone;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** Listens for a server: what it accepts speaks TLS, where that is wanted, and then HTTP. */
final class Listener {

    private static final int BACKLOG = 4096;
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private Listener() {}

    /**
     * Starts to listen.
     *
     * @param host the address as the user wrote it
     * @param address the address
     * @param port the port, or 0 for any
     * @param tls the server's key, or {@code null} for no TLS
     * @param parts what the connections share
     * @param runtime gives the threads; ended where this fails
     * @return the listening channel
     * @throws IOException where the port cannot be had
     */
    static Channel open(
            String host, InetAddress address, int port, SSLContext tls, ServerParts parts, IoRuntime runtime)
            throws IOException {
        ChannelFuture listening = new ServerBootstrap()
                .group(runtime.loops())
                .channel(IoRuntime.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel, tls, parts, runtime);
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
        return listening.channel();
    }

    private static void initialize(Channel channel, SSLContext tls, ServerParts parts, IoRuntime runtime) {
        runtime.add(channel);
        ChannelOptions.apply(channel, runtime.io().allocator());
        if (tls != null) {
            channel.pipeline().addLast(Tls.server(tls, channel.alloc(), runtime.workers()));
        }
        HttpServerHandler.addTo(channel.pipeline(), parts);
    }
}
