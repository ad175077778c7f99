package io.hawser.standalone.http;

import io.hawser.Settings;
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
 * Decodes one request and then keeps the bytes that follow. They belong to the next request or, after an upgrade, to
 * the first frame (RFC 6455, section 4.2.2). When this decoder is removed from the pipeline, the next handler receives
 * those bytes.
 */
final class OneRequestDecoder extends HttpRequestDecoder {

    /** The size, in bytes, above which reading pauses until the request is answered. */
    private static final int MAX_HELD = 64 * 1024;

    /** The first byte of a client that speaks TLS: the type of a handshake record (RFC 8446, section 5.1). */
    private static final int TLS_HANDSHAKE = 0x16;

    private boolean begun;
    private boolean holding;

    /**
     * Creates a decoder.
     *
     * @param settings the settings, which limit the header
     */
    OneRequestDecoder(Settings settings) {
        super(HttpMessages.strict(settings));
    }

    /** {@return whether a part of a request has arrived, but not the whole request} */
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

    /** Decodes the next request, after the answer to the last one. */
    void next(ChannelHandlerContext ctx) throws Exception {
        holding = false;
        begun = false;
        ctx.channel().config().setAutoRead(true);
        channelRead(ctx, Unpooled.EMPTY_BUFFER);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) throws Exception {
        if (holding && evt instanceof ChannelInputShutdownEvent) {
            // The decoder would discard the bytes that it keeps.
            ctx.fireUserEventTriggered(evt);
        } else {
            super.userEventTriggered(ctx, evt);
        }
    }
}
