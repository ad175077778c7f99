package io.hawser.benchmarks.endpoints;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;

/** Sends each message back, up to 20 MiB. */
@ServerEndpoint("/large")
public final class Large {

    /** The longest message in bytes. */
    public static final int MAX_MESSAGE_SIZE = 20 * 1024 * 1024;

    /** For the container. */
    public Large() {}

    /**
     * Echoes a text.
     *
     * @param message the message
     * @return the same
     */
    @OnMessage(maxMessageSize = MAX_MESSAGE_SIZE)
    public String text(String message) {
        return message;
    }

    /**
     * Echoes a binary message.
     *
     * @param message the message
     * @return the same
     */
    @OnMessage(maxMessageSize = MAX_MESSAGE_SIZE)
    public ByteBuffer binary(ByteBuffer message) {
        return message;
    }
}
