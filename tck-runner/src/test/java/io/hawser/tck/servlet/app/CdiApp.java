package io.hawser.tck.servlet.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Endpoints with injected beans. */
public final class CdiApp {

    private CdiApp() {}

    /** A bean for each request. */
    @RequestScoped
    public static class Token {

        private final String id = UUID.randomUUID().toString();

        public String id() {
            return id;
        }
    }

    /** A bean for the whole application. */
    @ApplicationScoped
    public static class Journal {

        private final Queue<String> notes = new ConcurrentLinkedQueue<>();

        /** Records a callback with its token, twice. */
        public void note(String callback, Token token) {
            notes.add(callback + " " + token.id() + " " + token.id());
        }

        public String read() {
            return String.join("\n", notes);
        }
    }

    /** Whether the bean was injected. */
    public static class Configuring extends ServerEndpointConfig.Configurator {

        @Inject
        private Journal journal;

        @Override
        public boolean checkOrigin(String origin) {
            System.setProperty("hawser.test.configurator", journal == null ? "not injected" : "injected");
            return true;
        }
    }

    /** Has every callback. */
    @ServerEndpoint(value = "/cdi", configurator = Configuring.class)
    public static class Injected {

        @Inject
        private Token token;

        @Inject
        private Journal journal;

        @OnOpen
        public void onOpen() {
            journal.note("open", token);
        }

        @OnMessage
        public void onMessage(String text, Session session) {
            switch (text) {
                case "notes" -> session.getAsyncRemote().sendText(journal.read());
                case "configurator" ->
                    session.getAsyncRemote().sendText(System.getProperty("hawser.test.configurator"));
                case "fail" -> throw new IllegalArgumentException("as was asked for");
                default -> {
                    journal.note("message", token);
                    session.getAsyncRemote().sendText(text, result -> {
                        journal.note("sent", token);
                        session.getAsyncRemote().sendText("sent");
                    });
                }
            }
        }

        @OnError
        public void onError(Session session, Throwable failure) {
            journal.note("error", token);
            session.getAsyncRemote().sendText(failure.getMessage());
        }

        @OnClose
        public void onClose() {
            journal.note("close", token);
        }
    }
}
