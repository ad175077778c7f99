package io.hawser.tck.ee.platform;

import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;

/** An endpoint that uses what the platform has for each of its components. */
@SuppressWarnings("BanJNDI") // The names are those of the platform.
@ServerEndpoint("/platform")
public class Platform {

    private static final int PATIENCE_SECONDS = 20;

    @EJB
    private Greeter greeter;

    /**
     * Answers a question about the platform. A failure is the answer as well.
     *
     * @param question the question
     * @return the answer
     */
    @OnMessage
    public String answer(String question) {
        try {
            return switch (question) {
                case "ejb" -> greeter.greet();
                case "transaction" -> transaction();
                case "executor" -> executor();
                default -> "no question: " + question;
            };
        } catch (Exception e) {
            return "failed: " + e;
        }
    }

    private static String transaction() throws Exception {
        UserTransaction transaction = InitialContext.doLookup("java:comp/UserTransaction");
        transaction.begin();
        boolean active = transaction.getStatus() == Status.STATUS_ACTIVE;
        transaction.commit();
        return active + " " + (transaction.getStatus() == Status.STATUS_NO_TRANSACTION);
    }

    private static String executor() throws Exception {
        ManagedExecutorService executor = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
        return executor.submit(() -> InitialContext.<String>doLookup("java:comp/env/greeting"))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
