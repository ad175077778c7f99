package io.hawser.tck.spec;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 2.1.1: Endpoint Lifecycle. */
class Section211EndpointLifecycleTest {

    /** Counts the messages of one instance, and records its callbacks. */
    public static class Counting extends Endpoint {

        private int messages;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            Journal.add("open");
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                messages++;
                if (text.equals("fail")) {
                    throw new IllegalArgumentException(text);
                }
                session.getAsyncRemote().sendText("message " + messages);
            });
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            Journal.add("close after " + messages);
        }

        @Override
        public void onError(Session session, Throwable error) {
            Journal.add("error after " + messages + ": " + error.getMessage());
        }
    }

    /** Returns the same instance for every connection. */
    public static class One extends ServerEndpointConfig.Configurator {

        private final Counting instance = new Counting();

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) {
            return endpointClass.cast(instance);
        }
    }

    @Test
    @Proves("2.1.1-1")
    void eachPeerIsServedByAnInstanceOfItsOwn() throws Exception {
        try (Site site = Site.of(Counting.class, "/count")) {
            Client first = new Client();
            Client second = new Client();
            Session one = site.connect(first, "/count");
            Session two = site.connect(second, "/count");
            one.getBasicRemote().sendText("a");
            first.expect("text message 1");
            two.getBasicRemote().sendText("b");
            second.expect("text message 1");
            one.getBasicRemote().sendText("c");
            first.expect("text message 2");
        }
    }

    @Test
    @Proves("2.1.1-1")
    void anInstanceIsNotUsedAgainForTheNextPeer() throws Exception {
        try (Site site = Site.of(Counting.class, "/count")) {
            for (int i = 0; i < 5; i++) {
                Client client = new Client();
                try (Session session = site.connect(client, "/count")) {
                    session.getBasicRemote().sendText("a");
                    client.expect("text message 1");
                }
                Journal.expect("open", "close after 1");
            }
        }
    }

    @Test
    @Proves("2.1.1-1")
    void configuratorMayHaveOneInstanceServeAllPeers() throws Exception {
        try (Site site = Site.of(ServerEndpointConfig.Builder.create(Counting.class, "/count")
                .configurator(new One())
                .build())) {
            Client first = new Client();
            Client second = new Client();
            site.connect(first, "/count").getBasicRemote().sendText("a");
            first.expect("text message 1");
            site.connect(second, "/count").getBasicRemote().sendText("b");
            second.expect("text message 2");
        }
    }

    @Test
    @Proves("2.1.1")
    void endpointIsToldOfThePeerOfErrorsAndOfTheEnd() throws Exception {
        try (Site site = Site.of(Counting.class, "/count")) {
            Session session = site.connect(new Client(), "/count");
            session.getBasicRemote().sendText("fail");
            Journal.expect("open", "error after 1: fail");
            session.close();
            Journal.expect("close after 1");
        }
    }

    /** Overrides only {@code onOpen}. {@link Endpoint} has the other methods. */
    public static class Minimal extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.getAsyncRemote().sendText("open");
        }
    }

    @Test
    @Proves("2.1.1")
    void subclassNeedsToInterceptNothingButOpen() throws Exception {
        try (Site site = Site.of(Minimal.class, "/minimal")) {
            Client client = new Client();
            try (Session session = site.connect(client, "/minimal")) {
                client.expect("text open");
                session.getBasicRemote().sendText("nobody listens");
            }
            client.expect("close 1000");
        }
    }
}
