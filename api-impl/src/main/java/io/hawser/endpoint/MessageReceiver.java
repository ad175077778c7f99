package io.hawser.endpoint;

import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;

/**
 * Receives messages of one kind. A session has at most one receiver of text, one of binary messages, and one of pongs
 * (Jakarta WebSocket 2.2, section 2.1.3 and {@code @OnMessage}).
 *
 * <p>Each {@code receive} returns what is to be sent back, or {@code null} for nothing, and throws what user code
 * threw.
 */
public sealed interface MessageReceiver {

    /** {@return the largest whole message that is accepted, in bytes, or -1 for the session's own limit} */
    long maxMessageSize();

    /** Receives text messages: whole, in parts, or as streams. */
    sealed interface OfText extends MessageReceiver {
        /**
         * Takes a message that is there as a whole, in whichever form it is wanted.
         *
         * @param session the session to which it came
         * @param message the message
         * @return what is to be sent back, or {@code null} for nothing
         * @throws Throwable what user code threw
         */
        Object whole(Session session, String message) throws Throwable;
    }

    /** Receives binary messages: whole, in parts, or as streams. */
    sealed interface OfBinary extends MessageReceiver {
        /**
         * Takes a message that is there as a whole, in whichever form it is wanted.
         *
         * @param session the session to which it came
         * @param message the message, owned by the receiver from now on; backed by an array of exactly its size
         * @return what is to be sent back, or {@code null} for nothing
         * @throws Throwable what user code threw
         */
        Object whole(Session session, ByteBuffer message) throws Throwable;
    }

    /** Receives whole text messages. */
    non-sealed interface Text extends OfText {
        /**
         * Takes a message.
         *
         * @param session the session to which it came
         * @param message the message
         * @return what is to be sent back, or {@code null} for nothing
         * @throws Throwable what user code threw
         */
        Object receive(Session session, String message) throws Throwable;

        @Override
        default Object whole(Session session, String message) throws Throwable {
            return receive(session, message);
        }
    }

    /** Receives text messages in parts. */
    non-sealed interface TextParts extends OfText {
        /**
         * Takes a part of a message.
         *
         * @param session the session to which it came
         * @param part the part, may be empty
         * @param last whether the message ends with it
         * @return what is to be sent back, or {@code null} for nothing
         * @throws Throwable what user code threw
         */
        Object receive(Session session, String part, boolean last) throws Throwable;

        @Override
        default Object whole(Session session, String message) throws Throwable {
            return receive(session, message, true);
        }
    }

    /** Receives text messages as streams, which may block. */
    non-sealed interface TextStream extends OfText {
        /**
         * Takes a message.
         *
         * @param session the session to which it came
         * @param message the message, to be read during the call alone
         * @return what is to be sent back, or {@code null} for nothing
         * @throws Throwable what user code threw
         */
        Object receive(Session session, Reader message) throws Throwable;

        @Override
        default Object whole(Session session, String message) throws Throwable {
            return receive(session, new StringReader(message));
        }
    }

    /** Receives whole binary messages. */
    non-sealed interface Binary extends OfBinary {
        /**
         * Takes a message.
         *
         * @param session the session to which it came
         * @param message the message, owned by the receiver from now on; backed by an array of exactly its size
         * @return what is to be sent back, or {@code null} for nothing
         * @throws Throwable what user code threw
         */
        Object receive(Session session, ByteBuffer message) throws Throwable;

        @Override
        default Object whole(Session session, ByteBuffer message) throws Throwable {
            return receive(session, message);
        }
    }

    /** Receives binary messages in parts. */
    non-sealed interface BinaryParts extends OfBinary {
        /**
         * Takes a part of a message.
         *
         * @param session the session to which it came
         * @param part the part, owned by the receiver from now on; backed by an array of exactly its size
         * @param last whether the message ends with it
         * @return what is to be sent back, or {@code null} for nothing
         * @throws Throwable what user code threw
         */
        Object receive(Session session, ByteBuffer part, boolean last) throws Throwable;

        @Override
        default Object whole(Session session, ByteBuffer message) throws Throwable {
            return receive(session, message, true);
        }
    }

    /** Receives binary messages as streams, which may block. */
    non-sealed interface BinaryStream extends OfBinary {
        /**
         * Takes a message.
         *
         * @param session the session to which it came
         * @param message the message, to be read during the call alone
         * @return what is to be sent back, or {@code null} for nothing
         * @throws Throwable what user code threw
         */
        Object receive(Session session, InputStream message) throws Throwable;

        @Override
        default Object whole(Session session, ByteBuffer message) throws Throwable {
            return receive(session, WholeMessages.stream(message));
        }
    }

    /** Receives pongs. */
    non-sealed interface Pong extends MessageReceiver {
        /**
         * Takes a pong.
         *
         * @param session the session to which it came
         * @param message the pong
         * @return what is to be sent back, or {@code null} for nothing
         * @throws Throwable what user code threw
         */
        Object receive(Session session, PongMessage message) throws Throwable;
    }
}
