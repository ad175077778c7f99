package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An endpoint of a server whose sessions the test uses. Records errors and the end. */
public class Held extends Endpoint {

    private static volatile BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();

    /** The action of a test with a session. */
    @FunctionalInterface
    interface Use {
        void of(Session session) throws Exception;
    }

    /** Starts a server with this endpoint at {@code /held}. */
    static Site site() throws Exception {
        return site(ServerEndpointConfig.Builder.create(Held.class, "/held").build());
    }

    /** Starts a server with this endpoint at a given path. */
    static Site site(ServerEndpointConfig... configs) throws Exception {
        sessions = new LinkedBlockingQueue<>();
        return Site.of(configs);
    }

    /** Runs the action with a session of a server, and then, on another connection, with that of a client. */
    static void onBothEnds(Use use) throws Exception {
        try (Site site = site()) {
            site.connect(new Client(), "/held");
            use.of(next());
            use.of(site.connect(new Client(), "/held"));
        }
    }

    /** {@return the server's session of the next connection; waits for it} */
    static Session next() throws InterruptedException {
        Session session = sessions.poll(30, TimeUnit.SECONDS);
        assertThat(session).as("a session of the server").isNotNull();
        return session;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        sessions.add(session);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        Journal.add("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
    }

    @Override
    public void onError(Session session, Throwable error) {
        Journal.add("error " + error.getClass().getSimpleName());
    }
}
