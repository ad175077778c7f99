package io.hawser.endpoint;

import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;

/**
 * Receives messages of one kind. A session has at most one receiver of text, one of binary messages, and one of pongs
 * (Jakarta WebSocket 2.2, section 2.1.3 and {@code @OnMessage}).
 */
public sealed interface MessageReceiver {

    /** {@return the largest message that is accepted, in bytes, or -1 for the session's own limit} */
    long maxMessageSize();

    /** Receives whole text messages. */
    non-sealed interface Text extends MessageReceiver {
        /**
         * Takes a message.
         *
         * @param session the session to which it came
         * @param message the message
         * @return what is to be sent back, or {@code null} for nothing
         * @throws Throwable what user code threw
         */
        Object receive(Session session, String message) throws Throwable;
    }

    /** Receives whole binary messages. */
    non-sealed interface Binary extends MessageReceiver {
        /**
         * Takes a message.
         *
         * @param session the session to which it came
         * @param message the message, owned by the receiver from now on; backed by an array of exactly its size
         * @return what is to be sent back, or {@code null} for nothing
         * @throws Throwable what user code threw
         */
        Object receive(Session session, ByteBuffer message) throws Throwable;
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
