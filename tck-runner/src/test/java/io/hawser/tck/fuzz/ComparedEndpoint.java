package io.hawser.tck.fuzz;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** The endpoint that runs on Hawser and on Tomcat. */
@ServerEndpoint(
        value = "/echo",
        subprotocols = {"chat", "superchat"})
public class ComparedEndpoint {

    @OnMessage
    public String echo(String message) {
        return message;
    }
}
