package io.hawser.arquillian;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Two methods for text are one too many. */
@ServerEndpoint("/wrong")
public class Wrong {

    @OnMessage
    public void first(String message) {}

    @OnMessage
    public void second(String message) {}
}
