package io.hawser.tck.peer;

import jakarta.json.JsonObject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Our end of a connection: an endpoint, for a server or a client, that keeps what it hears. */
public final class OurEnd extends Endpoint {

    private static final int PATIENCE_SECONDS = 60;

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

    /** {@return the session, once the end has heard that it is open} */
    Session session() {
        return session;
    }

    /** {@return what it has heard next} */
    JsonObject next() throws InterruptedException {
        JsonObject event = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("our end hears nothing");
        }
        return event;
    }

    private static String text(ByteBuffer data) {
        return StandardCharsets.UTF_8.decode(data).toString();
    }
}
