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
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.PrematureChannelClosureException;
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
    static final String ENDED_EARLY = "the server has ended the connection before its response was complete";
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

    /** For TLS; {@code null} where there is none. */
    private SSLContext tls;

    private Channel channel;
    /** Why the channel could not be made ready, or {@code null}. */
    private Throwable uninitialized;

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
            // That of the JDK reads files when it is asked for first.
            SSLContext context = target.secure() && target.tls() == null ? SSLContext.getDefault() : target.tls();
            List<InetAddress> found = List.of(InetAddress.getAllByName(target.host()));
            tell(() -> {
                tls = context;
                addresses.addAll(found);
                phase = "while the TCP connection was opened";
                connect(null);
            });
        } catch (UnknownHostException e) {
            tell(() -> fail("there is no host with this name", e));
        } catch (NoSuchAlgorithmException e) {
            tell(() -> fail("the JDK has no default SSLContext (see its system properties javax.net.ssl.*)", e));
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
            fail(ENDED, null);
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
                    protected void initChannel(Channel channel) {
                        initialize(channel);
                    }

                    @Override
                    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                        // Such as TLS that cannot be had; the connect fails by it without a reason.
                        uninitialized = cause;
                        ctx.close();
                    }
                })
                .connect(new InetSocketAddress(address, target.port()));
        channel = connecting.channel();
        boundTime(connecting);
        connecting.addListener(connected -> {
            if (connected.isSuccess()) {
                connected();
            } else {
                connect(uninitialized == null ? connected.cause() : uninitialized);
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

    private void initialize(Channel channel) {
        ChannelOptions.apply(channel, runtime.io().allocator());
        ChannelPipeline pipeline = channel.pipeline();
        if (target.secure()) {
            pipeline.addLast(Tls.client(tls, target.host(), target.port(), channel.alloc(), runtime.workers()));
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
        if (cause instanceof TooLongFrameException tooLong) {
            fail("the answer is too large: " + HttpMessages.tooLong(tooLong, settings), null);
        } else if (cause instanceof PrematureChannelClosureException) {
            fail(ENDED_EARLY, null);
        } else {
            fail("the answer is not HTTP/1.1: " + cause.getMessage(), null);
        }
    }

    /** {@return what carries the connection, or {@code null} as long as there is no response} */
    ChannelTransport transport() {
        return transport;
    }

    private void expired(Setting setting, long millis) {
        fail(
                "it has taken longer than the setting " + setting.key() + " (" + millis + " ms)",
                new SocketTimeoutException());
    }

    @Override
    public void cancel() {
        loop.tell(() -> fail("it was cancelled", null));
    }

    /** As {@link #cancel()}, where everything ends: whoever waits is told, even if the loop has ended. */
    void abandon() {
        tell(() -> fail(ENDED, null));
    }

    /** {@return whether there is no TLS} */
    boolean isPlain() {
        return !target.secure();
    }

    private void fail(Throwable cause) {
        fail(Reason.ofClient(cause), cause);
    }

    /**
     * There is no response, and there will be none.
     *
     * @param reason why, in words for the user
     * @param cause what has brought it about, or {@code null}
     */
    void fail(String reason, Throwable cause) {
        if (!done.compareAndSet(false, true)) {
            return;
        }
        deadline.cancel();
        endConnecting();
        String message = failed() + Escaped.text(reason, LOGGED_CHARS);
        runtime.workers().execute(() -> exchange.failed(Reason.failure(message, cause)));
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
