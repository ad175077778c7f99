package io.hawser.benchmarks.endpoints;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sends each text to all sessions. One of them publishes, so no session is sent two messages at once. */
@ServerEndpoint("/broadcast")
public final class Broadcast {

    private static final Set<Session> SESSIONS = ConcurrentHashMap.newKeySet();

    /** For the container. */
    public Broadcast() {}

    /**
     * Adds a session.
     *
     * @param session the session
     */
    @OnOpen
    public void open(Session session) {
        SESSIONS.add(session);
    }

    /**
     * Removes a session.
     *
     * @param session the session
     */
    @OnClose
    public void close(Session session) {
        SESSIONS.remove(session);
    }

    /**
     * Sends a text to all.
     *
     * @param message the message
     * @throws IOException where a session cannot be sent to, although it is open
     */
    @OnMessage
    public void publish(String message) throws IOException {
        for (Session session : SESSIONS) {
            try {
                session.getBasicRemote().sendText(message);
            } catch (IOException | IllegalStateException e) {
                if (session.isOpen()) {
                    throw e;
                }
            }
        }
    }
}
