package io.hawser.standalone.channel;

import io.hawser.Settings;
import io.hawser.protocol.Role;
import io.hawser.standalone.RawPeer;
import io.hawser.standalone.loop.Io;
import io.hawser.standalone.loop.IoRuntime;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Transports over real sockets, without HTTP, with a test double of the engine. */
public final class Loopback implements AutoCloseable {

    /** One end of the connection. */
    public record End(ChannelTransport transport, RecordingConnection connection, Channel channel) {}

    final IoRuntime runtime;
    private final BlockingQueue<End> accepted = new LinkedBlockingQueue<>();
    private final Channel listener;

    public Loopback() {
        this(RecordingConnection::new);
    }

    public Loopback(IoRuntime runtime) {
        this(RecordingConnection::new, runtime);
    }

    public Loopback(Supplier<? extends RecordingConnection> connections) {
        this(connections, new IoRuntime("hawser-test", true, Settings.defaults(), now -> {}, null));
    }

    private Loopback(Supplier<? extends RecordingConnection> connections, IoRuntime runtime) {
        this.runtime = runtime;
        listener = new ServerBootstrap()
                .group(runtime.loops())
                .channel(runtime.io().serverChannel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        runtime.add(channel);
                        ChannelOptions.apply(channel, Io.FASTEST.allocator());
                        open(channel, connections.get());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    private void open(Channel channel, RecordingConnection connection) {
        ChannelTransport transport = new ChannelTransport(
                channel,
                Role.SERVER,
                ChannelFacts.of("t", channel),
                runtime.workers(),
                TimeUnit.SECONDS.toNanos(2),
                Io.FASTEST);
        channel.pipeline().addLast(new FrameHandler(transport));
        transport.execute(() -> {
            transport.open(connection, connection, () -> {});
            accepted.add(new End(transport, connection, channel));
        });
    }

    public RawPeer connect() throws Exception {
        return RawPeer.connect(((InetSocketAddress) listener.localAddress()).getPort());
    }

    public End accepted() throws InterruptedException {
        End end = accepted.poll(20, TimeUnit.SECONDS);
        if (end == null) {
            throw new AssertionError("no connection was accepted");
        }
        return end;
    }

    @Override
    public void close() {
        runtime.stop(TimeUnit.SECONDS.toNanos(10));
    }
}
