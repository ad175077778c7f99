package io.hawser.tck.spec;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 4.6: {@code @OnError}. */
class Section46OnErrorTest {

    private static final Exception CHECKED = new Exception("checked");
    private static final RuntimeException UNCHECKED = new IllegalStateException("unchecked");
    private static final Error ERROR = new AssertionError("error");

    private static Throwable named(String text) {
        return switch (text) {
            case "checked" -> CHECKED;
            case "unchecked" -> UNCHECKED;
            default -> ERROR;
        };
    }

    /** Throws on command. */
    @ServerEndpoint("/fail")
    @ClientEndpoint
    public static class Failing {

        private Session opened;

        @OnOpen
        public void open(Session session) {
            opened = session;
        }

        @OnMessage
        public void message(String text) throws Throwable {
            throw named(text);
        }

        @OnError
        public void error(Throwable error, Session session) {
            Journal.add((session == opened) + " " + (error == named(error.getMessage())) + " " + error.getMessage());
        }
    }

    @Test
    @Proves({"4.6-1", "4.6-2"})
    void serverGetsTheVeryErrorWithTheSessionInWhichItOccurred() throws Exception {
        try (Site site = Site.of(Failing.class)) {
            Session bystander = site.connect(new Client(), "/fail");
            Session session = site.connect(new Client(), "/fail");
            for (String kind : new String[] {"checked", "unchecked", "error"}) {
                session.getBasicRemote().sendText(kind);
                Journal.expect("true true " + kind);
            }
            bystander.getBasicRemote().sendText("checked");
            Journal.expect("true true checked");
        }
    }

    @Test
    @Proves({"4.6-1", "4.6-2"})
    void clientGetsTheVeryErrorWithTheSessionInWhichItOccurred() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            Session session = site.connect(new Failing(), "/echo");
            for (String kind : new String[] {"checked", "unchecked", "error"}) {
                session.getBasicRemote().sendText(kind);
                Journal.expect("true true " + kind);
            }
        }
    }

    /** Has all parameters. */
    @ServerEndpoint("/all/{a}/{b}")
    public static class All {
        @OnMessage
        public void message(int number) {}

        @OnError
        void error(@PathParam("a") String a, Throwable error, @PathParam("b") int b, Session session) {
            Journal.add(a + " " + b + " " + error.getClass().getSimpleName() + " "
                    + session.getPathParameters().get("a"));
        }
    }

    @Test
    @Proves("4.6")
    void sessionAndPathParametersAreOptionalAndInAnyOrder() throws Exception {
        try (Site site = Site.of(All.class)) {
            site.connect(new Client(), "/all/x/7").getBasicRemote().sendText("no number");
            Journal.expect("x 7 DecodeException x");
        }
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TwoMethods {
        @OnError
        public void one(Throwable error) {}

        @OnError
        public void two(Throwable error) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class NoThrowable {
        @OnError
        public void error(Session session) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TwoThrowables {
        @OnError
        public void error(Throwable one, Throwable two) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class TwoSessions {
        @OnError
        public void error(Session one, Throwable error, Session two) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class ExceptionAlone {
        @OnError
        public void error(Exception error) {}
    }

    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class OtherEvent {
        @OnError
        public void error(Throwable error, EndpointConfig config) {}
    }

    @Test
    @Proves("4.6-3")
    void methodThatBreaksTheRulesIsRefused() throws Exception {
        Refused.byBoth(NoThrowable.class, "NoThrowable.error(", "@OnError", "has to have", "Throwable");
        Refused.byBoth(TwoThrowables.class, "TwoThrowables.error(", "@OnError", "at most one", "Throwable");
        Refused.byBoth(TwoSessions.class, "TwoSessions.error(", "@OnError", "at most one", "Session");
        Refused.byBoth(ExceptionAlone.class, "ExceptionAlone.error(", "@OnError", "java.lang.Exception");
        Refused.byBoth(OtherEvent.class, "OtherEvent.error(", "@OnError", "jakarta.websocket.EndpointConfig");
    }

    @Test
    @Proves("4.6-3")
    void secondMethodIsRefused() throws Exception {
        Refused.byBoth(TwoMethods.class, "TwoMethods.one(", "TwoMethods.two(", "@OnError", "one method");
    }
}
