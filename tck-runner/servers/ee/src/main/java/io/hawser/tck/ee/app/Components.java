package io.hawser.tck.ee.app;

import jakarta.annotation.Resource;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import javax.naming.InitialContext;

/** An endpoint that uses what a server has for each of its web components. */
@SuppressWarnings("BanJNDI") // The names are those of the application.
@ServerEndpoint("/components")
public class Components {

    @Resource(name = "greeting")
    private String greeting;

    /**
     * Answers a question about the server. A failure is the answer as well.
     *
     * @param question the question
     * @return the answer
     */
    @OnMessage
    public String answer(String question) {
        try {
            return switch (question) {
                case "lookup" -> InitialContext.doLookup("java:comp/env/greeting");
                case "resource" -> greeting;
                // Some servers have a loader for threads in front of the application's.
                case "loader" ->
                    String.valueOf(
                            Thread.currentThread().getContextClassLoader().loadClass(Components.class.getName())
                                    == Components.class);
                default -> "no question: " + question;
            };
        } catch (Exception e) {
            return "failed: " + e;
        }
    }
}
