package io.hawser.tck.spec;

import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;

/** Sends messages back. */
@ServerEndpoint("/echo")
public class Echo {

    @OnMessage
    public String text(String message) {
        return message;
    }

    @OnMessage
    public ByteBuffer binary(ByteBuffer message) {
        return message;
    }

    @OnError
    public void error(Throwable error) {
        Journal.add("echo error " + error.getClass().getSimpleName());
    }
}
