package io.hawser.tck.ee.platform;

import jakarta.ejb.EJB;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** An endpoint for staff alone, by web.xml, that calls an enterprise bean. */
@ServerEndpoint("/secret/bean")
public class SecretBean {

    @EJB
    private Greeter greeter;

    /**
     * Answers who has logged in, as the platform knows it.
     *
     * @param question the question
     * @return the answer
     */
    @OnMessage
    public String answer(String question) {
        return greeter.caller();
    }
}
