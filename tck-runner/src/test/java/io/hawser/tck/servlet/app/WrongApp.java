package io.hawser.tck.servlet.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Breaks a rule. */
public final class WrongApp {

    private WrongApp() {}

    /** Two methods for text. */
    @ServerEndpoint("/wrong")
    public static final class Wrong {
        @OnMessage
        public void one(String text) {}

        @OnMessage
        public void other(String text) {}
    }
}
