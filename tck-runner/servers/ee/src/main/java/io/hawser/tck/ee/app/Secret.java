package io.hawser.tck.ee.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.security.Principal;

/** An endpoint for staff alone, by web.xml. */
@ServerEndpoint("/secret/room")
public class Secret {

    /**
     * Answers who has logged in.
     *
     * @param question the question
     * @param session the session of the connection
     * @return the answer
     */
    @OnMessage
    public String answer(String question, Session session) {
        Principal user = session.getUserPrincipal();
        return user == null ? "nobody" : user.getName();
    }
}
