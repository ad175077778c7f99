package io.hawser.endpoint;

import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;

/**
 * Receives messages of one kind for the user code of one session. A session has at most one receiver of text, one of
 * binary messages, and one of pongs (Jakarta WebSocket 2.2, section 2.1.3 and {@code @OnMessage}).
 *
 * <p>Each {@code receive} returns the reply to send, or {@code null} for none, and throws the exception of user code. A
 * binary message belongs to the receiver from then on, and is backed by an array of exactly its size. A stream may
 * block, and is read only during the call.
 */
public sealed interface MessageReceiver {

    /**
     * Calls user code with a message.
     *
     * @param <M> the message, or a {@link Part} of one
     */
    @FunctionalInterface
    interface Call<M> {
        /**
         * Calls user code.
         *
         * @param session the session that has received the message
         * @param message the message
         * @return the reply to send, or {@code null} for none
         * @throws Throwable the exception of user code, unchanged
         */
        Object call(Session session, M message) throws Throwable;
    }

    /**
     * A part of a message.
     *
     * @param content a String, a ByteBuffer or a byte array
     * @param last whether the message ends with it
     */
    record Part(Object content, boolean last) {}

    /** {@return the largest whole message that is accepted, in bytes, or -1 for the session's own limit} */
    default long maxMessageSize() {
        return -1;
    }

    /** Receives text messages: whole, in parts, or as streams. */
    sealed interface OfText extends MessageReceiver {
        /**
         * Receives a message that has arrived whole, in any form that user code wants.
         *
         * @param session the session that has received the message
         * @param message the message
         * @return the reply to send, or {@code null} for none
         * @throws Throwable the exception of user code, unchanged
         */
        Object whole(Session session, String message) throws Throwable;
    }

    /** Receives binary messages: whole, in parts, or as streams. */
    sealed interface OfBinary extends MessageReceiver {
        /**
         * Receives a message that has arrived whole, in any form that user code wants.
         *
         * @param session the session that has received the message
         * @param message the message
         * @return the reply to send, or {@code null} for none
         * @throws Throwable the exception of user code, unchanged
         */
        Object whole(Session session, ByteBuffer message) throws Throwable;
    }

    /**
     * Receives whole text messages.
     *
     * @param maxMessageSize the largest message in bytes, or -1
     * @param user the user code that takes them
     */
    record Text(long maxMessageSize, Call<? super String> user) implements OfText {
        @Override
        public Object whole(Session session, String message) throws Throwable {
            return user.call(session, message);
        }
    }

    /**
     * Receives text messages in parts.
     *
     * @param user the user code that takes them
     */
    record TextParts(Call<? super Part> user) implements OfText {
        /**
         * Receives a part of a message, which may be empty.
         *
         * @param session the session that has received the message
         * @param part the part
         * @param last whether the message ends with it
         * @return the reply to send, or {@code null} for none
         * @throws Throwable the exception of user code, unchanged
         */
        public Object receive(Session session, String part, boolean last) throws Throwable {
            return user.call(session, new Part(part, last));
        }

        @Override
        public Object whole(Session session, String message) throws Throwable {
            return receive(session, message, true);
        }
    }

    /**
     * Receives text messages as streams.
     *
     * @param user the user code that takes them
     */
    record TextStream(Call<? super Reader> user) implements OfText {
        /**
         * Receives a message that is still arriving.
         *
         * @param session the session that has received the message
         * @param message the message
         * @return the reply to send, or {@code null} for none
         * @throws Throwable the exception of user code, unchanged
         */
        public Object receive(Session session, Reader message) throws Throwable {
            return user.call(session, message);
        }

        @Override
        public Object whole(Session session, String message) throws Throwable {
            return receive(session, new StringReader(message));
        }
    }

    /**
     * Receives whole binary messages.
     *
     * @param maxMessageSize the largest message in bytes, or -1
     * @param user the user code that takes them
     */
    record Binary(long maxMessageSize, Call<? super ByteBuffer> user) implements OfBinary {
        @Override
        public Object whole(Session session, ByteBuffer message) throws Throwable {
            return user.call(session, message);
        }
    }

    /**
     * Receives binary messages in parts.
     *
     * @param user the user code that takes them
     */
    record BinaryParts(Call<? super Part> user) implements OfBinary {
        /**
         * Receives a part of a message, which may be empty.
         *
         * @param session the session that has received the message
         * @param part the part
         * @param last whether the message ends with it
         * @return the reply to send, or {@code null} for none
         * @throws Throwable the exception of user code, unchanged
         */
        public Object receive(Session session, ByteBuffer part, boolean last) throws Throwable {
            return user.call(session, new Part(part, last));
        }

        @Override
        public Object whole(Session session, ByteBuffer message) throws Throwable {
            return receive(session, message, true);
        }
    }

    /**
     * Receives binary messages as streams.
     *
     * @param user the user code that takes them
     */
    record BinaryStream(Call<? super InputStream> user) implements OfBinary {
        /**
         * Receives a message that is still arriving.
         *
         * @param session the session that has received the message
         * @param message the message
         * @return the reply to send, or {@code null} for none
         * @throws Throwable the exception of user code, unchanged
         */
        public Object receive(Session session, InputStream message) throws Throwable {
            return user.call(session, message);
        }

        @Override
        public Object whole(Session session, ByteBuffer message) throws Throwable {
            return receive(session, WholeMessages.stream(message));
        }
    }

    /**
     * Receives pongs.
     *
     * @param maxMessageSize has no effect: a pong has at most 125 bytes (RFC 6455, section 5.5)
     * @param user the user code that takes them
     */
    record Pong(long maxMessageSize, Call<? super PongMessage> user) implements MessageReceiver {
        /**
         * Receives a pong.
         *
         * @param session the session that has received the message
         * @param message the message
         * @return the reply to send, or {@code null} for none
         * @throws Throwable the exception of user code, unchanged
         */
        public Object receive(Session session, PongMessage message) throws Throwable {
            return user.call(session, message);
        }
    }
}
