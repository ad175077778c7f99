package io.hawser.standalone.http;

import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.handshake.Escaped;
import io.hawser.handshake.Headers;
import io.hawser.handshake.HostPort;
import io.hawser.handshake.Redacted;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.log.Log;
import io.hawser.protocol.Role;
import io.hawser.standalone.channel.ChannelFacts;
import io.hawser.standalone.channel.ChannelTransport;
import io.hawser.standalone.channel.FrameHandler;
import io.hawser.standalone.channel.Linger;
import io.hawser.standalone.channel.Reason;
import io.hawser.standalone.files.StaticResponse;
import io.hawser.standalone.files.StaticResponseWriter;
import io.hawser.standalone.loop.Deadlines;
import io.hawser.standalone.loop.Io;
import io.hawser.standalone.loop.TurnLoop;
import io.hawser.transport.ConnectionHandle;
import io.hawser.transport.Upgrade;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;

/**
 * Handles the requests of a server's connection: one at a time, each within the open timeout. After an accepted opening
 * handshake, a {@link FrameHandler} replaces this handler. After a refused one, the channel is closed, so that the
 * frames of a client are never read as a request.
 */
public final class HttpServerHandler extends ChannelInboundHandlerAdapter {

    private static final Log LOG = Log.of(HttpServerHandler.class);
    private static final int LOGGED_CHARS = 200;

    private final ServerContext server;
    private final OneRequestDecoder decoder;
    private final String id = ChannelFacts.newId();
    private ChannelHandlerContext ctx;
    private TurnLoop loop;
    private Deadlines.Deadline deadline;
    private ChannelTransport transport;
    /** The response that switches protocols. A turn sets it before the loop uses it. */
    private FullHttpResponse switching;
    /** Whether the client waits for 100 (Continue) before the response that switches protocols. */
    private boolean continuing;

    private boolean answering;
    private boolean inputEnded;
    private boolean ending;

    private HttpServerHandler(ServerContext server, OneRequestDecoder decoder) {
        this.server = server;
        this.decoder = decoder;
    }

    /**
     * Adds the handlers of HTTP to a pipeline.
     *
     * @param pipeline the pipeline of the channel
     * @param server the context that the connections of the server share
     */
    public static void addTo(ChannelPipeline pipeline, ServerContext server) {
        OneRequestDecoder decoder = new OneRequestDecoder(server.settings());
        pipeline.addLast(decoder, new HttpResponseEncoder(), new HttpServerHandler(server, decoder));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        loop = (TurnLoop) ctx.channel().eventLoop();
        awaitRequest();
    }

    private void awaitRequest() {
        deadline = loop.deadlines().in(server.openNanos(), this::expired);
    }

    private void expired() {
        Channel channel = ctx.channel();
        if (transport != null && !decoder.isInside()) {
            // The connection was kept alive for another request, and none has arrived.
            channel.close();
            return;
        }
        String setting = Setting.OPEN_TIMEOUT.key() + " ("
                + server.settings().openTimeout().toMillis() + " ms)";
        log("no complete request", "no complete request arrived within the setting " + setting);
        if (decoder.isInside()) {
            refuse(408, "the request has to be sent within " + setting);
        } else {
            channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        try {
            if (msg instanceof HttpRequest request && !ending) {
                deadline.cancel();
                answering = true;
                request(request);
            }
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    private void request(HttpRequest message) {
        if (message.decoderResult().isFailure()) {
            refuse(message.decoderResult().cause());
            return;
        }
        if (message.protocolVersion().majorVersion() != 1) {
            // RFC 9110, section 15.6.6.
            refuse(505, "only HTTP/1.1 is supported");
            return;
        }
        UpgradeRequest request;
        boolean keepAlive;
        try {
            request = HttpMessages.request(message);
            if (message.protocolVersion().minorVersion() > 0
                    || message.headers().contains(HttpHeaderNames.HOST)) {
                // RFC 9112, section 3.2.
                HostPort asked = request.asked();
                // For WebSocket requests, the endpoints check the host themselves.
                if (!request.asksForWebSocket()
                        && !server.settings().allowedHosts().allows(asked)) {
                    String reason = "the setting " + Settings.ALLOWED_HOSTS + " does not list the host " + asked;
                    log("a host that is not listed", reason);
                    refuse(421, reason);
                    return;
                }
            }
            keepAlive = HttpUtil.isKeepAlive(message) && !HttpMessages.hasBody(message);
        } catch (IllegalArgumentException e) {
            refuse(e);
            return;
        }
        if (Expectation.of(request) == Expectation.UNKNOWN) {
            refuse(417, "the header Expect may only be 100-continue");
            return;
        }
        if (transport == null) {
            transport = new ChannelTransport(
                    ctx.channel(),
                    Role.SERVER,
                    ChannelFacts.of(id, ctx.channel()),
                    server.workers(),
                    server.closeNanos(),
                    Io.FASTEST);
        }
        transport.execute(() -> answer(request, keepAlive));
    }

    private void refuse(Throwable cause) {
        if (cause instanceof TooLongFrameException tooLong) {
            String reason = HttpMessages.tooLong(tooLong, server.settings());
            log("bad request: too long", "bad request: " + reason);
            refuse(cause instanceof TooLongHttpLineException ? 414 : 431, reason);
        } else if (cause instanceof PrematureChannelClosureException) {
            unfinished();
        } else {
            // Netty's message contains a part of the target or of a value after a colon.
            log(
                    "bad request",
                    "bad request: " + String.valueOf(cause.getMessage()).replaceFirst(": .*", ""));
            refuse(400, "this request is not HTTP/1.1");
        }
    }

    /** Handles the end of the input within a request: the peer has ended it, or the connection is lost or closed. */
    private void unfinished() {
        if (ctx.channel().isActive()) {
            log("half a request", "its input ended inside a request");
            refuse(400, "the request is not complete");
        } else {
            LOG.log(Level.DEBUG, () -> id + " " + peer() + " has ended its output inside a request");
            ending = true;
        }
    }

    private void refuse(int status, String reason) {
        end(ServerHandshake.refuse(status, reason, Headers.EMPTY), true);
    }

    /** Answers a request. Called in a turn, since it runs user code. */
    private void answer(UpgradeRequest request, boolean keepAlive) {
        StaticResponse file = request.asksForWebSocket()
                ? null
                : server.site().answer(request).orElse(null);
        if (file != null) {
            LOG.log(Level.DEBUG, () -> id + ": " + file.status() + " for " + quoted(request));
            StaticResponseWriter body = new StaticResponseWriter(file, transport, ctx, server.openNanos());
            body.send(keepAlive, () -> sent(keepAlive));
            return;
        }
        Upgrade upgrade = upgrade(request);
        LOG.log(Level.DEBUG, () -> id + ": " + upgrade.response().status() + " for " + quoted(request));
        if (upgrade instanceof Upgrade.Accepted accepted) {
            open(accepted, Expectation.of(request));
        } else {
            boolean withBody = !request.method().equals("HEAD");
            loop.tell(() -> end(upgrade.response(), withBody));
        }
    }

    private Upgrade upgrade(UpgradeRequest request) {
        try {
            return server.upgrades().upgrade(request, transport.facts());
        } catch (RuntimeException e) {
            LOG.bounded(
                    Level.WARNING,
                    "the opening handshake has failed",
                    () -> id + ": the opening handshake has failed: " + quoted(request),
                    e);
            return new Upgrade.Refused(ServerHandshake.refuse(500, "the endpoint has failed", Headers.EMPTY));
        }
    }

    private static String quoted(UpgradeRequest request) {
        return '"' + Escaped.text(request.method(), LOGGED_CHARS) + " " + Redacted.uri(request.target()) + '"';
    }

    private void open(Upgrade.Accepted accepted, Expectation expectation) {
        if (!ctx.channel().isActive()) {
            accepted.opening().abandon();
            return;
        }
        // RFC 9110, section 7.8: 100 before 101. Any other answer is final and needs no 100 before it.
        continuing = expectation == Expectation.CONTINUE;
        switching = HttpMessages.response(accepted.response());
        ConnectionHandle connection = accepted.opening().open(transport, () -> {});
        transport.open(connection, connection.signals(), this::becomeFrames);
        // The response is not sent earlier: a server that is closing waits for the connections that are open, and a
        // client that has received the response must receive a Close frame too.
        loop.tell(this::sendSwitching);
    }

    private void sendSwitching() {
        if (switching != null) {
            if (continuing) {
                ctx.write(HttpMessages.continuing());
            }
            ctx.writeAndFlush(switching).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            switching = null;
        }
    }

    private void becomeFrames() {
        // This method may run before the task that sends the response.
        sendSwitching();
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(HttpResponseEncoder.class);
        pipeline.addLast(new FrameHandler(transport));
        pipeline.remove(this);
        pipeline.remove(decoder);
        if (inputEnded) {
            transport.inputEnded();
        }
    }

    /** Answers a request and closes the connection. */
    private void end(UpgradeResponse response, boolean withBody) {
        FullHttpResponse message = HttpMessages.response(response);
        message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        message.headers()
                .setInt(HttpHeaderNames.CONTENT_LENGTH, message.content().readableBytes());
        ending = true;
        if (!withBody) {
            message.content().clear();
        }
        Deadlines.Deadline taken = loop.deadlines().in(server.openNanos(), () -> Linger.abort(ctx.channel()));
        ctx.writeAndFlush(message).addListener(written -> {
            taken.cancel();
            Linger.begin(ctx.channel(), false);
        });
    }

    private void sent(boolean keepAlive) throws Exception {
        answering = false;
        if (keepAlive) {
            awaitRequest();
            decoder.next(ctx.pipeline().context(decoder));
        }
        // Requests that arrived before the end of the input are answered.
        if (!keepAlive || inputEnded && !answering && !ending) {
            deadline.cancel();
            ending = true;
            Linger.begin(ctx.channel(), false);
        }
    }

    private void log(String kind, String what) {
        LOG.bounded(Level.INFO, kind, () -> id + " " + peer() + " is closed: " + Escaped.text(what, LOGGED_CHARS));
    }

    private String peer() {
        SocketAddress peer = ctx.channel().remoteAddress();
        return peer instanceof InetSocketAddress inet ? NetUtil.toSocketAddressString(inet) : String.valueOf(peer);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (FrameHandler.endsInput(evt)) {
            inputEnded = true;
            if (!answering && !ending) {
                ctx.channel().close();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (transport == null && !ending && !(cause instanceof IOException)) {
            log("broken: " + cause.getClass().getName(), Reason.ofServer(cause));
        }
        ending = true;
        tellTransport(cause);
        ctx.channel().close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deadline.cancel();
        tellTransport(new ClosedChannelException());
    }

    private void tellTransport(Throwable cause) {
        if (transport != null) {
            transport.broke(cause);
        }
    }
}
