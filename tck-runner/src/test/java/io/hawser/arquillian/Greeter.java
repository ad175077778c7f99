package io.hawser.arquillian;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;

@ServerEndpoint("/greet/{name}")
public class Greeter {

    @OnMessage
    public String greet(String message, @PathParam("name") String name) {
        return name + " heard: " + message;
    }
}
