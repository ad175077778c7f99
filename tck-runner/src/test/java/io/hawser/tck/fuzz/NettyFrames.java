package io.hawser.tck.fuzz;

import io.hawser.protocol.Role;
import io.hawser.tck.fuzz.Events.Binary;
import io.hawser.tck.fuzz.Events.Closed;
import io.hawser.tck.fuzz.Events.Event;
import io.hawser.tck.fuzz.Events.Ping;
import io.hawser.tck.fuzz.Events.Pong;
import io.hawser.tck.fuzz.Events.Text;
import io.netty.buffer.Unpooled;
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
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What Netty makes of the bytes of a peer: its decoder and its check of UTF-8; its frames are put together here. */
final class NettyFrames {

    private final List<Event> events = new ArrayList<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean text;

    private NettyFrames() {}

    static Outcome of(Role role, List<ByteBuffer> pieces, int maxFrameSize) {
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(role == Role.SERVER)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .maxFramePayloadLength(maxFrameSize)
                .closeOnProtocolViolation(false)
                .build();
        EmbeddedChannel channel =
                new EmbeddedChannel(new WebSocket13FrameDecoder(config), new Utf8FrameValidator(false));
        NettyFrames frames = new NettyFrames();
        int failure = 0;
        try {
            for (ByteBuffer piece : pieces) {
                channel.writeInbound(Unpooled.copiedBuffer(piece));
            }
        } catch (CorruptedWebSocketFrameException e) {
            failure = e.closeStatus().code();
        }
        for (WebSocketFrame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            frames.take(frame);
            frame.release();
        }
        channel.close();
        return new Outcome(frames.events, failure);
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
