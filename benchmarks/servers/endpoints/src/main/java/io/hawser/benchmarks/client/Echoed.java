package io.hawser.benchmarks.client;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * One connection: compares each echo with the message that was sent, and sends the next one.
 *
 * @param <M> the type of the messages, {@link String} or {@link ByteBuffer}
 */
final class Echoed<M> extends Endpoint {

    private final Class<M> type;
    private final M[] messages;
    private final LongAdder count;
    private final Consumer<Throwable> failures;
    private Session session;
    private long expected;

    Echoed(Class<M> type, M[] messages, LongAdder count, Consumer<Throwable> failures) {
        this.type = type;
        this.messages = messages;
        this.count = count;
        this.failures = failures;
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        session = opened;
        // Not a lambda: its type would be unknown to the container.
        opened.addMessageHandler(type, new MessageHandler.Whole<M>() {
            @Override
            public void onMessage(M message) {
                received(message);
            }
        });
    }

    /** Waits until the first messages are on their way, since the next one comes after them. */
    private synchronized void received(M message) {
        if (!message.equals(messages[(int) (expected % messages.length)])) {
            throw new IllegalStateException("message " + expected + " came back changed or not in its order");
        }
        send(expected + messages.length);
        expected++;
        count.increment();
    }

    /** Puts the first messages in flight: as many as there are different ones. */
    synchronized void begin() {
        for (int i = 0; i < messages.length; i++) {
            send(i);
        }
    }

    private void send(long number) {
        M message = messages[(int) (number % messages.length)];
        try {
            if (message instanceof ByteBuffer binary) {
                session.getBasicRemote().sendBinary(binary.duplicate());
            } else {
                session.getBasicRemote().sendText((String) message);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onError(Session failed, Throwable error) {
        failures.accept(error);
    }
}
