package io.hawser.standalone;

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
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.channels.ClosedChannelException;

/**
 * A client's connection until the response to its opening handshake is there. A response that switches protocols counts
 * at once, any other one with the beginning of its body.
 */
final class HttpClientHandler extends ChannelInboundHandlerAdapter {

    private static final int MAX_BODY = 64 * 1024;

    private final ClientAttempt attempt;
    private final OneResponseDecoder decoder;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private ChannelHandlerContext ctx;
    private HttpResponse response;
    private boolean inputEnded;

    HttpClientHandler(ClientAttempt attempt, OneResponseDecoder decoder) {
        this.attempt = attempt;
        this.decoder = decoder;
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
            attempt.fail("the answer is malformed: " + e.getMessage(), null);
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    private void read(HttpObject message) {
        if (message.decoderResult().isFailure()) {
            attempt.refused(message.decoderResult().cause());
            return;
        }
        if (message instanceof HttpResponse head && !isInformational(head)) {
            response = head;
            if (head.status().code() == OneResponseDecoder.SWITCHING_PROTOCOLS) {
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
        attempt.responded(HttpMessages.response(response, body.toByteArray()), this::becomeFrames);
    }

    private void becomeFrames() {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(HttpRequestEncoder.class);
        pipeline.addLast(new FrameHandler(attempt.transport()));
        pipeline.remove(this);
        pipeline.remove(decoder);
        if (inputEnded) {
            attempt.transport().inputEnded();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (FrameHandler.endsInput(evt)) {
            inputEnded = true;
            attempt.fail(ClientAttempt.ENDED_EARLY + hint(), null);
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
        if (attempt.transport() != null) {
            attempt.transport().broke(cause);
        } else {
            attempt.fail(
                    "the connection was lost before the response was complete: " + Reason.of(cause) + hint(), cause);
        }
    }

    /** A server that speaks TLS has no answer to a request without it, but an alert at most. */
    private String hint() {
        return attempt.isPlain() && !decoder.hasBegun() ? " (if it speaks TLS, wss is meant)" : "";
    }
}
