package io.hawser.tck.ee.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.util.concurrent.atomic.AtomicInteger;

/** An endpoint with beans of CDI. */
@ServerEndpoint("/injected")
public class Injected {

    @Inject
    private Shared shared;

    @Inject
    private Own own;

    /**
     * Answers with two numbers: how often this was called by anybody, and how often within this call.
     *
     * @param message the message
     * @return the answer
     */
    @OnMessage
    public String count(String message) {
        return shared.next() + " " + own.next();
    }

    /** Counts for all. */
    @ApplicationScoped
    public static class Shared {

        private final AtomicInteger count = new AtomicInteger();

        /** {@return the next number} */
        public int next() {
            return count.incrementAndGet();
        }
    }

    /** Counts for one request. */
    @RequestScoped
    public static class Own {

        private int count;

        /** {@return the next number} */
        public int next() {
            return ++count;
        }
    }
}
