package io.hawser.standalone.client;

import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.handshake.Escaped;
import io.hawser.handshake.HostPort;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.protocol.Role;
import io.hawser.standalone.channel.ChannelEvents;
import io.hawser.standalone.channel.ChannelFacts;
import io.hawser.standalone.channel.ChannelOptions;
import io.hawser.standalone.channel.ChannelTransport;
import io.hawser.standalone.channel.Reason;
import io.hawser.standalone.http.HttpClientHandler;
import io.hawser.standalone.http.HttpMessages;
import io.hawser.standalone.loop.Deadlines;
import io.hawser.standalone.loop.IoRuntime;
import io.hawser.standalone.loop.TurnLoop;
import io.hawser.standalone.tls.RenegotiationGuard;
import io.hawser.standalone.tls.Tls;
import io.hawser.transport.ConnectionHandle;
import io.hawser.transport.Connector;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * An attempt to open a connection, within one deadline: looks up the host name, connects to its addresses in their
 * order, does the TLS handshake, and sends the request. Runs on one loop, except for the look-up.
 */
final class ClientAttempt implements Connector.Attempt, HttpClientHandler.ResponseListener {

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
    /** The deadline of the look-up and the connect, or {@code null} if there is none. */
    private Deadlines.Deadline connectDeadline;

    /** The context of TLS, or {@code null} if there is no TLS. */
    private SSLContext tls;

    private Channel channel;
    /** The failure to initialize the channel, or {@code null}. */
    private Throwable uninitialized;

    private ChannelTransport transport;
    /** Whether there is a result. Set by the loop, or by another thread if the loop has ended. */
    private final AtomicBoolean done = new AtomicBoolean();

    /**
     * Creates an attempt, which {@link #start} begins.
     *
     * @param runtime the threads
     * @param target the server
     * @param request the request of the opening handshake
     * @param exchange receives the result
     * @param settings the settings of the container
     * @param ended called when the threads are not needed any more
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
            long nanos = target.openTimeout().toNanos();
            deadline = loop.deadlines().in(nanos, () -> expired(Setting.OPEN_TIMEOUT, target.openTimeout()));
            if (!target.connectTimeout().isZero() && target.connectTimeout().compareTo(target.openTimeout()) < 0) {
                nanos = target.connectTimeout().toNanos();
                connectDeadline =
                        loop.deadlines().in(nanos, () -> expired(Setting.CONNECT_TIMEOUT, target.connectTimeout()));
            }
            connectEndNanos = System.nanoTime() + nanos;
            runtime.workers().execute(this::resolve);
        });
    }

    private void resolve() {
        try {
            // The JDK reads files when its default context is first used.
            SSLContext context = target.secure() && target.tls() == null ? SSLContext.getDefault() : target.tls();
            List<InetAddress> found = List.of(InetAddress.getAllByName(target.host()));
            tell(() -> {
                tls = context;
                addresses.addAll(found);
                phase = "while the TCP connection was opened";
                connect(null);
            });
        } catch (UnknownHostException e) {
            tell(() -> fail("the host name has no address", e));
        } catch (NoSuchAlgorithmException e) {
            tell(() -> fail("the JDK has no default SSLContext (see its system properties javax.net.ssl.*)", e));
        }
    }

    /**
     * Runs a step on the loop. Fails the attempt if the loop has ended: without a channel, no other code notices that.
     */
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
            // The loop would not close a new channel any more.
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
                        // For example, TLS is not available. The failure of the connect does not say so.
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

    /** Gives each address its share of the time. The last one has the time until the deadline of the attempt. */
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
            SslHandler handler = Tls.client(tls, target.host(), target.port(), channel.alloc(), runtime.workers());
            pipeline.addLast(RenegotiationGuard.ofServer(handler), handler);
        }
        HttpClientHandler.addTo(pipeline, this, settings);
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

    @Override
    public void responded(UpgradeResponse response, Runnable becomeFrames) {
        if (done.compareAndSet(false, true)) {
            deadline.cancel();
            transport = new ChannelTransport(
                    channel,
                    Role.CLIENT,
                    ChannelFacts.of(ChannelFacts.newId(), channel),
                    runtime.workers(),
                    settings.closeTimeout().toNanos(),
                    runtime.io());
            endWithChannel();
            transport.execute(() -> accept(response, becomeFrames));
        }
    }

    private void accept(UpgradeResponse response, Runnable becomeFrames) {
        ConnectionHandle connection = exchange.responded(response, transport);
        if (connection == null) {
            transport.abort();
        } else {
            transport.open(connection, connection.signals(), becomeFrames);
        }
    }

    @Override
    public void refused(Throwable cause) {
        if (cause instanceof TooLongFrameException tooLong) {
            fail("the answer is too large: " + HttpMessages.tooLong(tooLong, settings), null);
        } else if (cause instanceof PrematureChannelClosureException) {
            fail(HttpClientHandler.ENDED_EARLY, null);
        } else {
            fail("the answer is not HTTP/1.1: " + cause.getMessage(), null);
        }
    }

    @Override
    public ChannelEvents events() {
        return transport;
    }

    private void expired(Setting setting, Duration timeout) {
        fail(
                "it has taken longer than the setting " + setting.key() + " (" + timeout.toMillis() + " ms)",
                new SocketTimeoutException());
    }

    @Override
    public void cancel() {
        loop.tell(() -> fail("it was cancelled", null));
    }

    /**
     * Fails the attempt since the container has ended. Unlike {@link #cancel()}, this works even if the loop has ended.
     */
    void abandon() {
        tell(() -> fail(ENDED, null));
    }

    @Override
    public boolean isPlain() {
        return !target.secure();
    }

    private void fail(Throwable cause) {
        fail(Reason.ofClient(cause), cause);
    }

    @Override
    public void fail(String reason, Throwable cause) {
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
