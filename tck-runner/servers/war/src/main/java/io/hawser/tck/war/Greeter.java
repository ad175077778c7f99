package io.hawser.tck.war;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Needs the API of servers and that of clients to compile. */
@ServerEndpoint("/greet")
@ClientEndpoint
public class Greeter {

    /** Made by the container, one for each connection. */
    public Greeter() {}

    /**
     * Greets.
     *
     * @param name who is greeted
     * @return the greeting
     */
    @OnMessage
    public String greet(String name) {
        return "Hello " + name;
    }
}
