package io.hawser.tck.spec;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 2.1.6: Clients and Servers. */
class Section216ClientsAndServersTest {

    /** A server and a client. The query of its URI says which one begins. */
    @ServerEndpoint("/both")
    @ClientEndpoint
    public static class Both {

        private final String name;

        public Both() {
            this("server");
        }

        Both(String name) {
            this.name = name;
        }

        @OnOpen
        public void open(Session session) {
            if (name.equals(session.getQueryString())) {
                session.getAsyncRemote().sendText("ping");
            }
        }

        @OnMessage
        public void message(String text, Session session) throws Exception {
            Journal.add(name + " heard " + text);
            if (text.equals("ping")) {
                session.getAsyncRemote().sendText("pong");
            } else {
                session.close();
            }
        }

        @OnClose
        public void close(CloseReason reason) {
            Journal.add(name + " ended");
        }
    }

    @Test
    @Proves("2.1.6")
    void oneClassIsAServerAndAClientAndEitherEndMayBegin() throws Exception {
        try (Site site = Site.of(Both.class)) {
            site.connect(new Both("client"), "/both?server");
            Journal.expect("client heard ping", "server heard pong");
            Journal.await("client ended");
        }
        try (Site site = Site.of(Both.class)) {
            site.connect(new Both("client"), "/both?client");
            Journal.expect("server heard ping", "client heard pong");
            Journal.await("server ended");
        }
    }

    @Test
    @Proves("2.1.6")
    void oneServerAcceptsSeveralClients() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            Client[] clients = {new Client(), new Client(), new Client()};
            for (int i = 0; i < clients.length; i++) {
                site.connect(clients[i], "/echo").getBasicRemote().sendText("number " + i);
            }
            for (int i = 0; i < clients.length; i++) {
                clients[i].expect("text number " + i);
            }
        }
    }
}
