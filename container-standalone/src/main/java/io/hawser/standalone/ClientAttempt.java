package io.hawser.standalone;

import io.hawser.container.Connector;
import io.hawser.handshake.Escaped;
import io.hawser.handshake.HostPort;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.protocol.Role;
import io.hawser.session.Connection;
import io.hawser.session.Setting;
import io.hawser.session.Settings;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * One way from a host name to an open connection: addresses, tried in their order, TLS, request, response, all within
 * one deadline. Runs on one loop, but for the look-up of the name.
 */
final class ClientAttempt implements Connector.Attempt {

    private static final int LOGGED_CHARS = 300;
    private static final String ENDED = "the container has ended";

    private final IoRuntime runtime;
    private final TurnLoop loop;
    private final Connector.Target target;
    private final UpgradeRequest request;
    private final Connector.Exchange exchange;
    private final Settings settings;
    private final Consumer<ClientAttempt> ended;
    private final Deque<InetAddress> addresses = new ArrayDeque<>();

    private String phase = "while its name was looked up";
    private long connectEndNanos;
    private Deadlines.Deadline deadline;
    /** Of the look-up and the connect alone; {@code null} where there is none. */
    private Deadlines.Deadline connectDeadline;

    private Channel channel;
    private ChannelTransport transport;
    /** Nearly always changed by the loop; by others, where the loop has ended. */
    private final AtomicBoolean done = new AtomicBoolean();

    /**
     * @param runtime gives the threads
     * @param target where to
     * @param request the opening handshake
     * @param exchange hears what came of it
     * @param settings those of the container
     * @param ended told when the threads are not needed any more
     */
    ClientAttempt(
            IoRuntime runtime,
            Connector.Target target,
            UpgradeRequest request,
            Connector.Exchange exchange,
            Settings settings,
            Consumer<ClientAttempt> ended) {
        this.runtime = runtime;
        this.loop = runtime.nextLoop();
        this.target = target;
        this.request = request;
        this.exchange = exchange;
        this.settings = settings;
        this.ended = ended;
    }

    void start() {
        runtime.begin();
        tell(() -> {
            long nanos = TimeUnit.MILLISECONDS.toNanos(target.openMillis());
            deadline = loop.deadlines().in(nanos, () -> expired(Setting.OPEN_TIMEOUT, target.openMillis()));
            if (target.connectMillis() > 0 && target.connectMillis() < target.openMillis()) {
                nanos = TimeUnit.MILLISECONDS.toNanos(target.connectMillis());
                connectDeadline =
                        loop.deadlines().in(nanos, () -> expired(Setting.CONNECT_TIMEOUT, target.connectMillis()));
            }
            connectEndNanos = System.nanoTime() + nanos;
            runtime.workers().execute(this::resolve);
        });
    }

    private void resolve() {
        try {
            List<InetAddress> found = List.of(InetAddress.getAllByName(target.host()));
            tell(() -> {
                addresses.addAll(found);
                phase = "while the TCP connection was opened";
                connect(null);
            });
        } catch (UnknownHostException e) {
            tell(() -> fail(new IOException("there is no host with this name", e)));
        }
    }

    /** Goes on on the loop. As long as there is no channel, nothing else would notice that the loop has ended. */
    private void tell(Runnable step) {
        if (!loop.tell(step) && done.compareAndSet(false, true)) {
            exchange.failed(new IOException(failed() + ENDED));
            end();
        }
    }

    /** Tries the next address. */
    private void connect(Throwable lastFailure) {
        if (done.get()) {
            return;
        }
        if (loop.isShuttingDown()) {
            // A channel that came now would not be closed any more.
            fail(new IOException(ENDED));
            return;
        }
        InetAddress address = addresses.poll();
        if (address == null) {
            fail(lastFailure);
            return;
        }
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(runtime.io().clientChannel())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) throws NoSuchAlgorithmException {
                        initialize(channel);
                    }
                })
                .connect(new InetSocketAddress(address, target.port()));
        channel = connecting.channel();
        boundTime(connecting);
        connecting.addListener(connected -> {
            if (connected.isSuccess()) {
                connected();
            } else {
                connect(connected.cause());
            }
        });
    }

    /** Each address gets its share of the time; the last one has what is left until the attempt itself has expired. */
    private void boundTime(ChannelFuture connecting) {
        if (!addresses.isEmpty()) {
            long share = Math.max(0, connectEndNanos - System.nanoTime()) / (addresses.size() + 1);
            Deadlines.Deadline ofAddress =
                    loop.deadlines().in(share, () -> connecting.channel().close());
            connecting.addListener(connected -> ofAddress.cancel());
        }
    }

    private void initialize(Channel channel) throws NoSuchAlgorithmException {
        ChannelOptions.apply(channel, runtime.io().allocator());
        ChannelPipeline pipeline = channel.pipeline();
        if (target.secure()) {
            SSLContext context = target.tls() == null ? SSLContext.getDefault() : target.tls();
            pipeline.addLast(Tls.client(context, target.host(), target.port(), channel.alloc(), runtime.workers()));
        }
        OneResponseDecoder decoder = new OneResponseDecoder(settings);
        pipeline.addLast(new HttpRequestEncoder(), decoder, new HttpClientHandler(this, decoder));
    }

    private void connected() {
        if (done.get()) {
            channel.close();
            return;
        }
        endConnecting();
        if (!target.secure()) {
            send();
            return;
        }
        phase = "in the TLS handshake";
        channel.pipeline().get(SslHandler.class).handshakeFuture().addListener(shaken -> {
            if (shaken.isSuccess()) {
                send();
            } else {
                fail(shaken.cause());
            }
        });
    }

    private void endConnecting() {
        if (connectDeadline != null) {
            connectDeadline.cancel();
        }
    }

    private void send() {
        phase = "in the opening handshake";
        channel.writeAndFlush(HttpMessages.request(request)).addListener(written -> {
            if (!written.isSuccess()) {
                fail(written.cause());
            }
        });
    }

    /**
     * The response is there.
     *
     * @param becomeFrames replaces HTTP by frames in the pipeline
     */
    void responded(UpgradeResponse response, Runnable becomeFrames) {
        if (done.compareAndSet(false, true)) {
            deadline.cancel();
            transport = new ChannelTransport(
                    channel,
                    Role.CLIENT,
                    ChannelFacts.of(ChannelFacts.newId(), channel),
                    runtime.workers(),
                    runtime.workers()::executeCompletion,
                    settings.nanos(Setting.CLOSE_TIMEOUT),
                    runtime.io());
            endWithChannel();
            transport.execute(() -> accept(response, becomeFrames));
        }
    }

    private void accept(UpgradeResponse response, Runnable becomeFrames) {
        Connection connection = exchange.responded(response, transport);
        if (connection == null) {
            transport.abort();
        } else {
            transport.open(connection, connection.signals(), becomeFrames);
        }
    }

    /** The response is none, or too large. */
    void refused(Throwable cause) {
        String reason = cause instanceof TooLongFrameException tooLong
                ? "the answer is too large: " + HttpMessages.tooLong(tooLong, settings)
                : "the answer is not HTTP/1.1: " + cause.getMessage();
        fail(new IOException(reason, cause));
    }

    /** {@return what carries the connection, or {@code null} as long as there is no response} */
    ChannelTransport transport() {
        return transport;
    }

    private void expired(Setting setting, long millis) {
        fail(new SocketTimeoutException(
                "it has taken longer than the setting " + setting.key() + " (" + millis + " ms)"));
    }

    @Override
    public void cancel() {
        loop.tell(() -> fail(new CancellationException("it was cancelled")));
    }

    /** As {@link #cancel()}, where everything ends: whoever waits is told, even if the loop has ended. */
    void abandon() {
        tell(() -> fail(new IOException(ENDED)));
    }

    /** {@return whether there is no TLS} */
    boolean isPlain() {
        return !target.secure();
    }

    /** There is no response, and there will be none. */
    void fail(Throwable cause) {
        if (!done.compareAndSet(false, true)) {
            return;
        }
        deadline.cancel();
        endConnecting();
        String message = failed() + Escaped.text(Reason.ofClient(cause), LOGGED_CHARS);
        runtime.workers().execute(() -> exchange.failed(new IOException(message, cause)));
        if (channel == null) {
            end();
        } else {
            endWithChannel();
            channel.close();
        }
    }

    private String failed() {
        return "connecting to " + new HostPort(target.host(), target.port()) + " has failed " + phase + ": ";
    }

    private void endWithChannel() {
        channel.closeFuture().addListener(closed -> end());
    }

    private void end() {
        runtime.end();
        ended.accept(this);
    }
}
