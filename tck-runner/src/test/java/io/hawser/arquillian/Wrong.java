package io.hawser.arquillian;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Breaks a rule: it has two methods for text messages. */
@ServerEndpoint("/wrong")
public class Wrong {

    @OnMessage
    public void first(String message) {}

    @OnMessage
    public void second(String message) {}
}
