package io.hawser.standalone.http;

import io.hawser.Settings;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.standalone.channel.ChannelEvents;
import io.hawser.standalone.channel.FrameHandler;
import io.hawser.standalone.channel.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.channels.ClosedChannelException;

/**
 * Handles the response to a client's opening handshake. Passes on a response that switches protocols at once, and any
 * other response together with the beginning of its body.
 */
public final class HttpClientHandler extends ChannelInboundHandlerAdapter {

    /** Receives the result of a request. The event loop calls it. */
    public interface ResponseListener {

        /**
         * Receives the response.
         *
         * @param response the response
         * @param becomeFrames replaces the handlers of HTTP by the handlers of frames
         */
        void responded(UpgradeResponse response, Runnable becomeFrames);

        /**
         * Receives the failure to decode a response, which is malformed or too large.
         *
         * @param cause the failure of the decoder
         */
        void refused(Throwable cause);

        /**
         * Receives any other failure. There will be no response.
         *
         * @param reason the reason, in words for the user
         * @param cause the exception behind it, or {@code null}
         */
        void fail(String reason, Throwable cause);

        /** {@return the receiver of the channel's events, or {@code null} while there is no response} */
        ChannelEvents events();

        /** {@return whether the connection has no TLS} */
        boolean isPlain();
    }

    /** The reason of a failure if the input has ended. */
    public static final String ENDED_EARLY = "the server has ended the connection before its response was complete";

    private static final int MAX_BODY = 64 * 1024;

    private final ResponseListener listener;
    private final OneResponseDecoder decoder;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private ChannelHandlerContext ctx;
    private HttpResponse response;
    private boolean inputEnded;

    private HttpClientHandler(ResponseListener listener, OneResponseDecoder decoder) {
        this.listener = listener;
        this.decoder = decoder;
    }

    /**
     * Adds the handlers of HTTP to a pipeline.
     *
     * @param pipeline the pipeline of the channel
     * @param listener receives the result
     * @param settings the settings of the container, which limit the header
     */
    public static void addTo(ChannelPipeline pipeline, ResponseListener listener, Settings settings) {
        OneResponseDecoder decoder = new OneResponseDecoder(settings);
        pipeline.addLast(new HttpRequestEncoder(), decoder, new HttpClientHandler(listener, decoder));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        try {
            read((HttpObject) msg);
        } catch (IllegalArgumentException e) {
            listener.fail("the answer is malformed: " + e.getMessage(), null);
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    private void read(HttpObject message) {
        if (message.decoderResult().isFailure()) {
            listener.refused(message.decoderResult().cause());
            return;
        }
        if (message instanceof HttpResponse head && !isInformational(head)) {
            response = head;
            if (head.status().code() == OneResponseDecoder.SWITCHING_PROTOCOLS) {
                if (!head.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
                    // RFC 9110, section 15.2: HTTP/1.0 has no such status.
                    listener.fail(
                            "the server switches protocols in " + head.protocolVersion() + ", which has no 101", null);
                    return;
                }
                respond();
                return;
            }
        }
        if (message instanceof HttpContent content && response != null) {
            ByteBuf bytes = content.content();
            body.writeBytes(ByteBufUtil.getBytes(
                    bytes, bytes.readerIndex(), Math.min(bytes.readableBytes(), MAX_BODY - body.size())));
            if (content instanceof LastHttpContent || body.size() == MAX_BODY) {
                respond();
            }
        }
    }

    private static boolean isInformational(HttpResponse head) {
        return head.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && head.status().code() != OneResponseDecoder.SWITCHING_PROTOCOLS;
    }

    private void respond() {
        listener.responded(HttpMessages.response(response, body.toByteArray()), this::becomeFrames);
    }

    private void becomeFrames() {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(HttpRequestEncoder.class);
        pipeline.addLast(new FrameHandler(listener.events()));
        pipeline.remove(this);
        pipeline.remove(decoder);
        if (inputEnded) {
            listener.events().inputEnded();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (FrameHandler.endsInput(evt)) {
            inputEnded = true;
            listener.fail(ENDED_EARLY + hint(), null);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        broke(cause);
        ctx.channel().close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        broke(new ClosedChannelException());
    }

    private void broke(Throwable cause) {
        if (listener.events() != null) {
            listener.events().broke(cause);
        } else {
            listener.fail(
                    "the connection was lost before the response was complete: " + Reason.of(cause) + hint(), cause);
        }
    }

    /**
     * {@return a hint, if nothing or only an alert has arrived: a server that speaks TLS does not answer plain
     * requests}
     */
    private String hint() {
        return listener.isPlain() && !decoder.hasBegun() ? " (if it speaks TLS, use wss)" : "";
    }
}
