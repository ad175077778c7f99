package io.hawser.benchmarks.endpoints;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;

/** Sends each message back, with the limits that the server has by default. */
@ServerEndpoint("/echo")
public final class Echo {

    /** For the container. */
    public Echo() {}

    /**
     * Echoes a text.
     *
     * @param message the message
     * @return the same
     */
    @OnMessage
    public String text(String message) {
        return message;
    }

    /**
     * Echoes a binary message.
     *
     * @param message the message
     * @return the same
     */
    @OnMessage
    public ByteBuffer binary(ByteBuffer message) {
        return message;
    }
}
