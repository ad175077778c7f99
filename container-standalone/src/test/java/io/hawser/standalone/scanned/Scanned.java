package io.hawser.standalone.scanned;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Waits to be found. */
@ServerEndpoint("/scanned")
public class Scanned {

    @OnMessage
    public String text(String message) {
        return message;
    }
}
