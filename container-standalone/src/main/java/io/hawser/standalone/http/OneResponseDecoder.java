package io.hawser.standalone.http;

import io.hawser.Settings;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.util.List;

/**
 * Decodes responses up to one that switches protocols, and keeps the bytes that follow. They belong to the first frame.
 * When this decoder is removed from the pipeline, the next handler receives those bytes.
 */
final class OneResponseDecoder extends HttpResponseDecoder {

    static final int SWITCHING_PROTOCOLS = 101;

    /** The size, in bytes, above which reading pauses until the response is accepted. */
    private static final int MAX_HELD = 64 * 1024;

    private static final int NONE = -1;
    /** The first byte of a server that speaks TLS: the type of an alert record (RFC 8446, section 5.1). */
    private static final int TLS_ALERT = 0x15;

    private int firstByte = NONE;
    private boolean holding;

    /**
     * Creates a decoder.
     *
     * @param settings the settings, which limit the header
     */
    OneResponseDecoder(Settings settings) {
        super(HttpMessages.strict(settings));
    }

    /** {@return whether bytes have arrived that may be a response} */
    boolean hasBegun() {
        return firstByte != NONE && firstByte != TLS_ALERT;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (firstByte == NONE) {
            firstByte = in.getUnsignedByte(in.readerIndex());
        }
        if (!holding) {
            super.decode(ctx, in, out);
            holding = !out.isEmpty()
                    && out.get(0) instanceof HttpResponse response
                    && response.status().code() == SWITCHING_PROTOCOLS;
        } else if (in.readableBytes() > MAX_HELD) {
            ctx.channel().config().setAutoRead(false);
        }
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
