package io.hawser.tck.fuzz;

import io.hawser.protocol.Role;
import io.hawser.tck.fuzz.Events.Binary;
import io.hawser.tck.fuzz.Events.Closed;
import io.hawser.tck.fuzz.Events.Event;
import io.hawser.tck.fuzz.Events.Ping;
import io.hawser.tck.fuzz.Events.Pong;
import io.hawser.tck.fuzz.Events.Text;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Netty's outcome for the bytes of a peer, from its decoder and its UTF-8 check. This class joins fragments. Frames
 * that the decoder finds after a refusal of the check do not count.
 */
final class NettyFrames extends ChannelInboundHandlerAdapter {

    private final List<Event> events = new ArrayList<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean text;
    private int failure;

    private NettyFrames() {}

    static Outcome of(Role role, List<ByteBuffer> pieces, int maxFrameSize) {
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(role == Role.SERVER)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .maxFramePayloadLength(maxFrameSize)
                .closeOnProtocolViolation(false)
                .build();
        NettyFrames frames = new NettyFrames();
        EmbeddedChannel channel =
                new EmbeddedChannel(new WebSocket13FrameDecoder(config), new Utf8FrameValidator(false), frames);
        for (ByteBuffer piece : pieces) {
            if (frames.failure == 0) {
                channel.writeInbound(Unpooled.copiedBuffer(piece));
            }
        }
        channel.close();
        return new Outcome(List.copyOf(frames.events), frames.failure);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (failure == 0) {
            take((WebSocketFrame) frame);
        }
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof CorruptedWebSocketFrameException corrupted)) {
            context.fireExceptionCaught(cause);
        } else if (failure == 0) {
            failure = corrupted.closeStatus().code();
        }
    }

    private void take(WebSocketFrame frame) {
        byte[] content = new byte[frame.content().readableBytes()];
        frame.content().getBytes(frame.content().readerIndex(), content);
        if (frame instanceof PingWebSocketFrame) {
            events.add(new Ping(ByteBuffer.wrap(content)));
        } else if (frame instanceof PongWebSocketFrame) {
            events.add(new Pong(ByteBuffer.wrap(content)));
        } else if (frame instanceof CloseWebSocketFrame close) {
            int code = close.statusCode() < 0 ? 1005 : close.statusCode();
            events.add(new Closed(code, close.reasonText()));
        } else {
            takeData(frame, content);
        }
    }

    private void takeData(WebSocketFrame frame, byte[] content) {
        if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame) {
            text = frame instanceof TextWebSocketFrame;
        }
        message.writeBytes(content);
        if (frame.isFinalFragment()) {
            byte[] whole = message.toByteArray();
            message.reset();
            events.add(text ? new Text(Utf8Oracle.decode(whole)) : new Binary(ByteBuffer.wrap(whole)));
        }
    }
}
