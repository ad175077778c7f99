package io.hawser.tck.ee.app;

import jakarta.ejb.EJB;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.security.Principal;

/** An endpoint for staff alone, by web.xml. */
@ServerEndpoint("/secret/room")
public class Secret {

    @EJB
    private Greeter greeter;

    /**
     * Answers who has logged in: as the session knows it, and as the platform does.
     *
     * @param question the question
     * @param session the session of the connection
     * @return the answer
     */
    @OnMessage
    public String answer(String question, Session session) {
        if (question.equals("bean")) {
            return greeter.caller();
        }
        Principal user = session.getUserPrincipal();
        return user == null ? "nobody" : user.getName();
    }
}
