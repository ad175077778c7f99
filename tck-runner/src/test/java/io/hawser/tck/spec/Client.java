package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that records its callbacks, separately from the {@link Journal} of the server. */
final class Client extends Endpoint {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> heard.add("text " + text));
        session.addMessageHandler(
                ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) data -> heard.add("binary " + UTF_8.decode(data)));
        session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>)
                pong -> heard.add("pong " + UTF_8.decode(pong.getApplicationData())));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        heard.add("close " + reason.getCloseCode().getCode());
    }

    @Override
    public void onError(Session session, Throwable error) {
        heard.add("error " + error.getClass().getSimpleName());
    }

    /** {@return the next callback; waits for it} */
    String next() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    /** Waits for callbacks and asserts that they are called in this order, with no other between them. */
    void expect(String... lines) throws InterruptedException {
        for (String line : lines) {
            assertThat(next()).isEqualTo(line);
        }
    }
}
