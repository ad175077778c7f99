package io.hawser.tck.idle;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** Echoes; stays open as long as the peer does. */
@ServerEndpoint("/echo")
public final class EchoApp {

    public static final String WHOSE = "whose session is this?";

    private Session session;

    @OnOpen
    public void onOpen(Session opened) {
        // Jetty's own sessions would end after thirty seconds.
        opened.setMaxIdleTimeout(0);
        session = opened;
    }

    @OnMessage
    public String onMessage(String text) {
        return text.equals(WHOSE) ? session.getClass().getName() : text;
    }
}
