package io.hawser.endpoint;

import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;

/**
 * What is done with a message, whatever its kind is, made into the receivers of each kind.
 *
 * @param <M> the message, or a part of one
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
     * A part of a message.
     *
     * @param content a String, a ByteBuffer or a byte array
     * @param last whether the message ends with it
     */
    record Part(Object content, boolean last) {}

    /** Receives whole text messages. */
    record Text(long maxMessageSize, Reception<? super String> reception) implements MessageReceiver.Text {
        @Override
        public Object receive(Session session, String message) throws Throwable {
            return reception.receive(session, message);
        }
    }

    /** Receives text messages in parts. */
    record TextParts(Reception<? super Part> reception) implements MessageReceiver.TextParts {
        @Override
        public long maxMessageSize() {
            return -1;
        }

        @Override
        public Object receive(Session session, String part, boolean last) throws Throwable {
            return reception.receive(session, new Part(part, last));
        }
    }

    /** Receives text messages as streams. */
    record TextStream(Reception<? super Reader> reception) implements MessageReceiver.TextStream {
        @Override
        public long maxMessageSize() {
            return -1;
        }

        @Override
        public Object receive(Session session, Reader message) throws Throwable {
            return reception.receive(session, message);
        }
    }

    /** Receives whole binary messages. */
    record Binary(long maxMessageSize, Reception<? super ByteBuffer> reception) implements MessageReceiver.Binary {
        @Override
        public Object receive(Session session, ByteBuffer message) throws Throwable {
            return reception.receive(session, message);
        }
    }

    /** Receives binary messages in parts. */
    record BinaryParts(Reception<? super Part> reception) implements MessageReceiver.BinaryParts {
        @Override
        public long maxMessageSize() {
            return -1;
        }

        @Override
        public Object receive(Session session, ByteBuffer part, boolean last) throws Throwable {
            return reception.receive(session, new Part(part, last));
        }
    }

    /** Receives binary messages as streams. */
    record BinaryStream(Reception<? super InputStream> reception) implements MessageReceiver.BinaryStream {
        @Override
        public long maxMessageSize() {
            return -1;
        }

        @Override
        public Object receive(Session session, InputStream message) throws Throwable {
            return reception.receive(session, message);
        }
    }

    /** Receives pongs. */
    record Pong(long maxMessageSize, Reception<? super PongMessage> reception) implements MessageReceiver.Pong {
        @Override
        public Object receive(Session session, PongMessage message) throws Throwable {
            return reception.receive(session, message);
        }
    }
}
