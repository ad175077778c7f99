package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 4.5: {@code @OnClose}. */
class Section45OnCloseTest {

    /** Compares the session of {@code @OnClose} with that of {@code @OnOpen}. */
    @ServerEndpoint("/close")
    @ClientEndpoint
    public static class Closing {

        private Session opened;

        @OnOpen
        public void open(Session session) {
            opened = session;
        }

        @OnMessage
        public void message(String text, Session session) throws Exception {
            session.close();
        }

        @OnClose
        public void close(Session session, CloseReason reason) {
            Journal.add("close " + (session == opened) + " "
                    + session.getRequestURI().getPath() + " "
                    + reason.getCloseCode().getCode());
        }
    }

    @Test
    @Proves({"4.5-1", "4.5-2"})
    void serverIsToldWhoeverEnds() throws Exception {
        try (Site site = Site.of(Closing.class)) {
            site.connect(new Client(), "/close").close();
            Journal.expect("close true /app/close 1000");
            site.connect(new Client(), "/close").getBasicRemote().sendText("you close");
            Journal.expect("close true /app/close 1000");
            site.connect(new Client(), "/close");
            site.stop();
            Journal.expect("close true /app/close 1001");
            assertThat(Journal.lines()).hasSize(3);
        }
    }

    @Test
    @Proves({"4.5-1", "4.5-2"})
    void clientIsToldWhoeverEnds() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            site.connect(new Closing(), "/echo").close();
            Journal.expect("close true /app/echo 1000");
            site.connect(new Closing(), "/echo").getBasicRemote().sendText("come back");
            Journal.expect("close true /app/echo 1000");
            site.connect(new Closing(), "/echo");
            site.stop();
            Journal.expect("close true /app/echo 1001");
        }
    }

    /** Blocks in {@code @OnClose} until the test has seen that the connection still exists. */
    @ServerEndpoint("/slow")
    public static class Slow {
        @OnClose
        public void close(Session session) throws Exception {
            Journal.add("begins with " + session.getUserProperties() + " "
                    + session.getId().isEmpty());
            Gate.pass();
            Journal.add("ends");
        }
    }

    @Test
    @Proves("4.5-1")
    void connectionIsBroughtDownAfterTheMethod() throws Exception {
        Gate.shut();
        try (Site site = Site.of(Slow.class);
                RawPeer peer = RawPeer.connect(site, "/slow")) {
            peer.send(RawPeer.CLOSE | RawPeer.FIN, "");
            Journal.expect("begins with {} false");
            // The closing handshake is over, and TCP is still open.
            assertThat(peer.next().opcode()).isEqualTo(RawPeer.CLOSE);
            Gate.open();
            Journal.expect("ends");
        }
    }

    /** Fails in {@code @OnClose}. */
    @ServerEndpoint("/fail")
    @ClientEndpoint
    public static class Failing {

        private Session opened;

        @OnOpen
        public void open(Session session) {
            opened = session;
        }

        @OnClose
        public void close() throws Exception {
            throw new Exception("out of close");
        }

        @OnError
        public void error(Session session, Throwable error) {
            Journal.add((session == opened) + " " + error.getMessage());
        }
    }

    @Test
    @Proves("4.5-3")
    void errorOfTheMethodGoesToOnErrorWithTheSession() throws Exception {
        try (Site site = Site.of(Failing.class)) {
            Client client = new Client();
            site.connect(client, "/fail").close();
            Journal.expect("true out of close");
            client.expect("close 1000");
        }
        try (Site site = Site.of(Echo.class)) {
            site.connect(new Failing(), "/echo").close();
            Journal.expect("true out of close");
        }
    }

    /** Has all parameters. */
    @ServerEndpoint("/all/{a}/{b}")
    public static class All {
        @OnClose
        void close(@PathParam("a") String a, CloseReason reason, @PathParam("b") Integer b, Session session) {
            Journal.add(a + " " + b + " " + reason.getCloseCode() + " "
                    + session.getPathParameters().get("a"));
        }
    }

    /** Has no parameters. */
    @ServerEndpoint("/nothing")
    public static class Nothing {
        @OnClose
        public void close() {
            Journal.add("nothing");
        }
    }

    @Test
    @Proves("4.5")
    void allParametersAreOptionalAndInAnyOrder() throws Exception {
        try (Site site = Site.of(All.class, Nothing.class)) {
            site.connect(new Client(), "/all/x/7").close();
            Journal.expect("x 7 NORMAL_CLOSURE x");
            site.connect(new Client(), "/nothing").close();
            Journal.expect("nothing");
        }
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TwoMethods {
        @OnClose
        public void one() {}

        @OnClose
        public void two() {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TwoSessions {
        @OnClose
        public void close(Session one, Session two) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TwoReasons {
        @OnClose
        public void close(CloseReason one, CloseReason two) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class OtherEvent {
        @OnClose
        public void close(EndpointConfig config) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class CodeAlone {
        @OnClose
        public void close(int code) {}
    }

    @Test
    @Proves("4.5-4")
    void methodThatBreaksTheRulesIsRefused() throws Exception {
        Refused.byBoth(TwoSessions.class, "TwoSessions.close(", "@OnClose", "at most one", "Session");
        Refused.byBoth(TwoReasons.class, "TwoReasons.close(", "@OnClose", "at most one", "CloseReason");
        Refused.byBoth(OtherEvent.class, "OtherEvent.close(", "@OnClose", "jakarta.websocket.EndpointConfig");
        Refused.byBoth(CodeAlone.class, "CodeAlone.close(int)", "@OnClose", "type int");
    }

    @Test
    @Proves("4.5-4")
    void secondMethodIsRefused() throws Exception {
        Refused.byBoth(TwoMethods.class, "TwoMethods.one()", "TwoMethods.two()", "@OnClose", "one method");
    }
}
