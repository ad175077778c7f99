package io.hawser.tck.ee.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** Sends more than the buffers between two ends hold. */
@ServerEndpoint("/flood")
public class Flood {

    private static final int MESSAGE_CHARS = 64 * 1024;

    /**
     * Sends so many messages, each of which begins with its number.
     *
     * @param count the number of messages
     * @param session the session of the connection
     */
    @OnMessage
    public void begin(int count, Session session) throws IOException {
        for (int i = 0; i < count; i++) {
            String number = i + ":";
            session.getBasicRemote().sendText(number + "x".repeat(MESSAGE_CHARS - number.length()));
        }
    }
}
