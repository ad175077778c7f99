package io.hawser.standalone;

import io.hawser.container.Upgrade;
import io.hawser.handshake.Escaped;
import io.hawser.handshake.Headers;
import io.hawser.handshake.Redacted;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.protocol.Role;
import io.hawser.session.Connection;
import io.hawser.session.Setting;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;

/**
 * A server's connection as long as it speaks HTTP: one request at a time, each within the open timeout. An accepted
 * opening handshake hands the channel over to a {@link FrameHandler}; a refused one ends it, so that nothing of a
 * client that meant frames is ever read as a request.
 */
final class HttpServerHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(HttpServerHandler.class.getPackageName());
    private static final int LOGGED_CHARS = 200;

    private final ServerParts server;
    private final OneRequestDecoder decoder;
    private final String id = ChannelFacts.newId();
    private ChannelHandlerContext ctx;
    private TurnLoop loop;
    private Deadlines.Deadline deadline;
    private ChannelTransport transport;
    /** The response that ends HTTP; set by a turn, and then the loop's. */
    private FullHttpResponse switching;
    /** Whether the client is told to go on before that. */
    private boolean continuing;

    private boolean answering;
    private boolean inputEnded;
    private boolean ending;

    private HttpServerHandler(ServerParts server, OneRequestDecoder decoder) {
        this.server = server;
        this.decoder = decoder;
    }

    /** Has a channel speak HTTP. */
    static void addTo(ChannelPipeline pipeline, ServerParts server) {
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
            // It was kept alive for a next request, and none came.
            channel.close();
            return;
        }
        String setting = Setting.OPEN_TIMEOUT.key() + " (" + server.settings().get(Setting.OPEN_TIMEOUT) + " ms)";
        log("no whole request came within the setting " + setting);
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
        UpgradeRequest request;
        boolean keepAlive;
        try {
            request = HttpMessages.request(message);
            keepAlive = HttpUtil.isKeepAlive(message) && !HttpMessages.hasBody(message);
        } catch (IllegalArgumentException e) {
            refuse(e);
            return;
        }
        if (Expectation.of(request) == Expectation.UNKNOWN) {
            refuse(417, "of the header Expect, 100-continue alone is known here");
            return;
        }
        if (transport == null) {
            transport = new ChannelTransport(
                    ctx.channel(),
                    Role.SERVER,
                    ChannelFacts.of(id, ctx.channel()),
                    server.callbacks(),
                    server.completions(),
                    server.closeNanos(),
                    Io.FASTEST);
        }
        transport.execute(() -> answer(request, keepAlive));
    }

    private void refuse(Throwable cause) {
        if (cause instanceof TooLongFrameException tooLong) {
            String reason = HttpMessages.tooLong(tooLong, server.settings());
            log("bad request: " + reason);
            refuse(cause instanceof TooLongHttpLineException ? 414 : 431, reason);
        } else {
            // Netty repeats what it cannot read behind a colon: a part of the target, or of a value.
            log("bad request: " + String.valueOf(cause.getMessage()).replaceFirst(": .*", ""));
            refuse(400, "this is not a request of HTTP/1.1");
        }
    }

    private void refuse(int status, String reason) {
        end(ServerHandshake.refuse(status, reason, Headers.EMPTY), true);
    }

    /** Answers a request. Called in a turn, since user code has a say. */
    private void answer(UpgradeRequest request, boolean keepAlive) {
        StaticAnswer file = request.headers().contains("Upgrade")
                ? null
                : server.site().answer(request).orElse(null);
        if (file != null) {
            LOG.log(Level.DEBUG, () -> id + ": " + file.status() + " for " + quoted(request));
            StaticBody body = new StaticBody(file, transport, ctx, server.openNanos());
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
            LOG.log(Level.WARNING, id + ": the opening handshake has failed: " + quoted(request), e);
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
        // RFC 9110, section 7.8: 100 before 101. Any other answer is final, and is enough.
        continuing = expectation == Expectation.CONTINUE;
        switching = HttpMessages.response(accepted.response());
        Connection connection = accepted.opening().open(transport, () -> {});
        transport.open(connection, connection.signals(), this::becomeFrames);
        // Not before: the end of the server waits for the connections that are there, and a client that has seen the
        // response is to see a Close frame too.
        loop.tell(this::sendSwitching);
    }

    private void sendSwitching() {
        if (switching != null) {
            if (continuing) {
                ctx.write(HttpMessages.continuing());
            }
            ctx.writeAndFlush(switching);
            switching = null;
        }
    }

    private void becomeFrames() {
        // This may overtake the task that was to do it.
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

    /** Answers, and ends the connection. */
    private void end(UpgradeResponse response, boolean withBody) {
        FullHttpResponse message = HttpMessages.response(response);
        message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        message.headers()
                .setInt(HttpHeaderNames.CONTENT_LENGTH, message.content().readableBytes());
        ending = true;
        if (!withBody) {
            message.content().clear();
        }
        ctx.writeAndFlush(message).addListener(written -> Linger.begin(ctx.channel(), false));
    }

    private void sent(boolean keepAlive) throws Exception {
        answering = false;
        if (keepAlive && !inputEnded) {
            awaitRequest();
            decoder.next(ctx.pipeline().context(decoder));
        } else {
            ending = true;
            Linger.begin(ctx.channel(), false);
        }
    }

    private void log(String what) {
        LOG.log(Level.INFO, id + " " + peer() + " is closed: " + Escaped.text(what, LOGGED_CHARS));
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
            log(Reason.ofServer(cause));
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
