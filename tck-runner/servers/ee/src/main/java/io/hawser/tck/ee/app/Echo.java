package io.hawser.tck.ee.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** Sends back each message. */
@ServerEndpoint("/echo")
public class Echo {

    private static final int LARGEST = 32 * 1024 * 1024;

    /**
     * Returns the text. The text {@code who} is answered with the class of the session.
     *
     * @param message the message
     * @param session the session of the connection
     * @return the answer
     */
    @OnMessage(maxMessageSize = LARGEST)
    public String text(String message, Session session) {
        return message.equals("who") ? session.getClass().getName() : message;
    }

    /**
     * Returns the bytes.
     *
     * @param message the message
     * @return the answer
     */
    @OnMessage(maxMessageSize = LARGEST)
    public byte[] binary(byte[] message) {
        return message;
    }
}
