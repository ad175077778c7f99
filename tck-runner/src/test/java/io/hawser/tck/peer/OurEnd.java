package io.hawser.tck.peer;

import jakarta.json.JsonObject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hawser's end of a connection: an endpoint for a server or a client that records its events. */
public final class OurEnd extends Endpoint implements End {

    private static final int PATIENCE_SECONDS = 60;
    private static final String BETWEEN = "between";

    private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private volatile Session session;

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        opened.setMaxTextMessageBufferSize(Payload.LARGEST);
        opened.setMaxBinaryMessageBufferSize(Payload.LARGEST);
        opened.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> heard.add(Heard.text(text)));
        opened.addMessageHandler(byte[].class, (MessageHandler.Whole<byte[]>) data -> heard.add(Heard.binary(data)));
        opened.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>)
                pong -> heard.add(Heard.pong(text(pong.getApplicationData()))));
        session = opened;
        heard.add(Heard.open());
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
        heard.add(Heard.closed(reason.getCloseCode().getCode(), reason.getReasonPhrase()));
    }

    @Override
    public void onError(Session failed, Throwable failure) {
        heard.add(Heard.error(failure));
    }

    @Override
    public void sendText(String text) throws IOException {
        remote().sendText(text);
    }

    @Override
    public void sendEveryCharacter() throws IOException {
        sendText(Payload.everyCharacter());
    }

    @Override
    public void sendBinary(int size) throws IOException {
        remote().sendBinary(ByteBuffer.wrap(Payload.pattern(size)));
    }

    @Override
    public void sendFragments(List<String> parts) throws IOException {
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                ping(BETWEEN);
                JsonObject pong = next();
                if (!pong.equals(Heard.pong(BETWEEN))) {
                    throw new AssertionError("between two parts our end hears " + pong);
                }
            }
            remote().sendText(parts.get(i), i == parts.size() - 1);
        }
    }

    @Override
    public void ping(String data) throws IOException {
        remote().sendPing(ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close(int code, String reason) throws IOException {
        session.close(new CloseReason(CloseCodes.getCloseCode(code), reason));
    }

    @Override
    public JsonObject next() {
        JsonObject event;
        try {
            event = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while our end listens", e);
        }
        if (event == null) {
            throw new AssertionError("our end hears nothing");
        }
        return event;
    }

    /** The container closes the session. */
    @Override
    public void close() {}

    /** The session exists after the end has reported that it is open. */
    private RemoteEndpoint.Basic remote() {
        return session.getBasicRemote();
    }

    private static String text(ByteBuffer data) {
        return StandardCharsets.UTF_8.decode(data).toString();
    }
}
