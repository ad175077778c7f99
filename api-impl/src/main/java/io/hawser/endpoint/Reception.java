package io.hawser.endpoint;

import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;

/**
 * What is done with a message, whatever its kind is.
 *
 * @param <M> the message
 */
@FunctionalInterface
interface Reception<M> {

    /**
     * Takes a message.
     *
     * @param session the session to which it came
     * @param message the message
     * @return what is to be sent back, or {@code null} for nothing
     * @throws Throwable what user code threw
     */
    Object receive(Session session, M message) throws Throwable;

    /**
     * Gets the bytes of a binary message without a copy.
     *
     * @param message the message as a {@link MessageReceiver.Binary} gets it, backed by an array of exactly its size
     * @return that array
     */
    @SuppressWarnings("ByteBufferBackingArray") // the array begins and ends with the message
    static byte[] bytes(ByteBuffer message) {
        return message.array();
    }

    /**
     * Receives whole text messages.
     *
     * @param maxMessageSize the largest message in bytes, or -1
     * @param reception what is done with them
     */
    record Text(long maxMessageSize, Reception<? super String> reception) implements MessageReceiver.Text {
        @Override
        public Object receive(Session session, String message) throws Throwable {
            return reception.receive(session, message);
        }
    }

    /**
     * Receives whole binary messages.
     *
     * @param maxMessageSize the largest message in bytes, or -1
     * @param reception what is done with them
     */
    record Binary(long maxMessageSize, Reception<? super ByteBuffer> reception) implements MessageReceiver.Binary {
        @Override
        public Object receive(Session session, ByteBuffer message) throws Throwable {
            return reception.receive(session, message);
        }
    }

    /**
     * Receives pongs.
     *
     * @param maxMessageSize the largest message in bytes, or -1
     * @param reception what is done with them
     */
    record Pong(long maxMessageSize, Reception<? super PongMessage> reception) implements MessageReceiver.Pong {
        @Override
        public Object receive(Session session, PongMessage message) throws Throwable {
            return reception.receive(session, message);
        }
    }
}
