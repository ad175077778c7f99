package io.hawser.standalone;

import io.hawser.session.Settings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.IOException;
import java.util.List;

/**
 * Decodes one request and then holds back what follows: it is the next request, or, after an upgrade, the first frame
 * (RFC 6455, section 4.2.2). Whoever removes this from the pipeline gets the bytes that were held back.
 */
final class OneRequestDecoder extends HttpRequestDecoder {

    /** Beyond this, reading pauses until the request is answered. */
    private static final int MAX_HELD = 64 * 1024;

    /** How a client begins that speaks TLS: with a record of the handshake (RFC 8446, section 5.1). */
    private static final int TLS_HANDSHAKE = 0x16;

    private boolean begun;
    private boolean holding;

    /** @param settings limit the header */
    OneRequestDecoder(Settings settings) {
        super(HttpMessages.strict(settings));
    }

    /** {@return whether a part of a request came, but not all of it} */
    boolean isInside() {
        return begun && !holding;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (!holding) {
            if (!begun && in.getByte(in.readerIndex()) == TLS_HANDSHAKE) {
                in.skipBytes(in.readableBytes());
                out.add(tlsRefused());
            } else {
                super.decode(ctx, in, out);
            }
            begun = true;
            holding = !out.isEmpty();
        } else if (in.readableBytes() > MAX_HELD) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    private HttpMessage tlsRefused() {
        HttpMessage invalid = createInvalidMessage();
        invalid.setDecoderResult(
                DecoderResult.failure(new IOException("the client speaks TLS, which this server does not")));
        return invalid;
    }

    /** The request is answered: decodes the next one. */
    void next(ChannelHandlerContext ctx) throws Exception {
        holding = false;
        begun = false;
        ctx.channel().config().setAutoRead(true);
        channelRead(ctx, Unpooled.EMPTY_BUFFER);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) throws Exception {
        if (holding && evt instanceof ChannelInputShutdownEvent) {
            // The decoder would throw away what it holds.
            ctx.fireUserEventTriggered(evt);
        } else {
            super.userEventTriggered(ctx, evt);
        }
    }
}
