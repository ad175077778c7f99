package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 2.1.2: Sessions. */
class Section212SessionsTest {

    /** Compares the session of each event with that of the first one. */
    @ServerEndpoint("/same")
    public static class SameSession {

        private Session session;

        @OnOpen
        public void open(Session session) {
            this.session = session;
            Journal.add("open");
        }

        @OnMessage
        public String message(String text, Session session) {
            if (text.equals("fail")) {
                throw new IllegalArgumentException(text);
            }
            return session.getId() + " " + (session == this.session) + " "
                    + session.getOpenSessions().size();
        }

        @OnError
        public void error(Session session, Throwable error) {
            Journal.add("error " + (session == this.session) + " " + error.getMessage());
        }

        @OnClose
        public void close(Session session) {
            Journal.add("close " + (session == this.session));
        }
    }

    @Test
    @Proves("2.1.2-1")
    void oneSessionStandsForAPeerAtAllEvents() throws Exception {
        try (Site site = Site.of(SameSession.class)) {
            Client client = new Client();
            Session session = site.connect(client, "/same");
            session.getBasicRemote().sendText("a");
            assertThat(client.next()).endsWith(" true 1");
            session.getBasicRemote().sendText("fail");
            Journal.expect("open", "error true fail");
            session.close();
            Journal.expect("close true");
        }
    }

    @Test
    @Proves("2.1.2-1")
    void eachPeerHasASessionOfItsOwn() throws Exception {
        try (Site site = Site.of(SameSession.class)) {
            Set<String> answers = new HashSet<>();
            Set<String> ownIds = new HashSet<>();
            for (int peers = 1; peers <= 3; peers++) {
                Client client = new Client();
                Session session = site.connect(client, "/same");
                ownIds.add(session.getId());
                session.getBasicRemote().sendText("a");
                String answer = client.next();
                assertThat(answer).endsWith(" true " + peers);
                answers.add(answer);
            }
            assertThat(answers).hasSize(3);
            assertThat(ownIds).hasSize(3);
        }
    }

    @Test
    @Proves("2.1.2-3")
    void idOfAnEndedSessionIsNotUsedAgain() throws Exception {
        try (Site site = Site.of(SameSession.class)) {
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                Client client = new Client();
                try (Session session = site.connect(client, "/same")) {
                    session.getBasicRemote().sendText("a");
                    ids.add(client.next());
                }
                Journal.expect("open", "close true");
            }
            assertThat(ids).hasSize(20);
        }
    }

    /** Records its callbacks, and keeps the data of a peer in the user properties. */
    public static class Keeping extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            Journal.add("open with " + new TreeMap<>(session.getUserProperties()));
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                session.getUserProperties().merge("kept", text, (old, more) -> old + "," + more);
                Journal.add("message " + text);
            });
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            Journal.add("close with " + new TreeMap<>(session.getUserProperties()));
        }
    }

    @Test
    @Proves("2.1.2")
    void openComesFirstAndCloseLastWithTheMessagesBetween() throws Exception {
        try (Site site = Site.of(Keeping.class, "/keep")) {
            try (Session session = site.connect(new Client(), "/keep")) {
                session.getBasicRemote().sendText("a");
                session.getBasicRemote().sendText("b");
            }
            Journal.expect("open with {}", "message a", "message b", "close with {kept=a,b}");
            assertThat(Journal.lines()).hasSize(4);
        }
    }

    @Test
    @Proves("2.1.2-2")
    void userPropertiesAreKeptUntilOnCloseHasReturned() throws Exception {
        try (Site site = Site.of(Keeping.class, "/keep")) {
            Session one = site.connect(new Client(), "/keep");
            Session two = site.connect(new Client(), "/keep");
            one.getBasicRemote().sendText("a");
            Journal.await("message a");
            two.getBasicRemote().sendText("b");
            Journal.await("message b");
            one.getBasicRemote().sendText("c");
            Journal.await("message c");
            one.close();
            Journal.expect("close with {kept=a,c}");
            two.close();
            Journal.expect("close with {kept=b}");
        }
    }

    @Test
    @Proves("2.1.2-2")
    void clientKeepsItsUserPropertiesTooWhenTheConnectionBreaks() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            Session session = site.connect(new Keeping(), "/echo");
            session.getBasicRemote().sendText("a");
            Journal.expect("open with {}", "message a");
            site.server().close();
            Journal.expect("close with {kept=a}");
        }
    }

    /** Adds data from the request to the user properties. */
    public static class Greeting extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            config.getUserProperties().put("of one", request.getQueryString());
            config.getUserProperties().remove("removed");
        }
    }

    @Test
    @Proves("2.1.2")
    void userPropertiesBeginAsModifyHandshakeLeftThem() throws Exception {
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Keeping.class, "/keep")
                .configurator(new Greeting())
                .build();
        config.getUserProperties().putAll(Map.of("of all", "x", "removed", "y"));
        try (Site site = Site.of(config)) {
            site.connect(new Client(), "/keep?1").close();
            Journal.expect("open with {of all=x, of one=1}", "close with {of all=x, of one=1}");
            site.connect(new Client(), "/keep?2").close();
            Journal.expect("open with {of all=x, of one=2}", "close with {of all=x, of one=2}");
        }
        assertThat(config.getUserProperties()).isEqualTo(Map.of("of all", "x", "removed", "y"));
    }

    @Test
    @Proves("2.1.2")
    void userPropertiesAreAShallowCopy() throws Exception {
        List<String> value = List.of("the same object");
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(Sharing.class, "/share").build();
        config.getUserProperties().put("list", value);
        Sharing.expected = value;
        try (Site site = Site.of(config)) {
            site.connect(new Client(), "/share");
            Journal.expect("same true");
        }
    }

    /** Compares a user property with the object that the test has set. */
    public static class Sharing extends Endpoint {

        private static volatile Object expected;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            Journal.add("same " + (session.getUserProperties().get("list") == expected));
        }
    }
}
