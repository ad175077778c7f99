package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 5.2.2: Errors Originating in WebSocket Application Code. */
class Section522ApplicationErrorsTest {

    /** An error of decoders and encoders. */
    record Trouble(String text) {}

    /** Throws the error that the text names. */
    public static class TroubleDecoder implements Decoder.Text<Trouble> {
        @Override
        public boolean willDecode(String text) {
            if (text.equals("willDecode")) {
                throw new IllegalStateException("thrown by willDecode");
            }
            return true;
        }

        @Override
        public Trouble decode(String text) throws DecodeException {
            switch (text) {
                case "checked" -> throw new DecodeException(text, "thrown by decode");
                case "unchecked" -> throw new IllegalStateException("thrown by decode");
                default -> {
                    return new Trouble(text);
                }
            }
        }
    }

    /** Throws the error that the text names. */
    public static class TroubleEncoder implements Encoder.Text<Trouble> {
        @Override
        public String encode(Trouble trouble) throws EncodeException {
            switch (trouble.text()) {
                case "encode" -> throw new EncodeException(trouble, "thrown by encode");
                case "encode unchecked" -> throw new IllegalStateException("thrown by encode");
                default -> {
                    return trouble.text();
                }
            }
        }
    }

    /** Throws on command, and records the errors that it gets. */
    @ServerEndpoint(value = "/handled", decoders = TroubleDecoder.class, encoders = TroubleEncoder.class)
    @ClientEndpoint(decoders = TroubleDecoder.class, encoders = TroubleEncoder.class)
    public static class Handled {

        @OnMessage
        public Trouble message(Trouble trouble) throws Exception {
            switch (trouble.text()) {
                case "exception" -> throw new Exception("thrown by onMessage");
                case "runtime exception" -> throw new IllegalStateException("thrown by onMessage");
                case "error" -> throw new StackOverflowError("thrown by onMessage");
                case "quiet" -> {
                    return null;
                }
                default -> {
                    return trouble;
                }
            }
        }

        @OnError
        public void error(Throwable error) {
            Journal.add(error.getClass().getSimpleName() + " " + error.getMessage());
        }
    }

    private static void assertAllReachOnError(Session session) throws Exception {
        for (String[] trouble : new String[][] {
            {"exception", "Exception thrown by onMessage"},
            {"runtime exception", "IllegalStateException thrown by onMessage"},
            {"error", "StackOverflowError thrown by onMessage"},
            {"willDecode", "IllegalStateException thrown by willDecode"},
            {"checked", "DecodeException thrown by decode"},
            {"unchecked", "IllegalStateException thrown by decode"},
        }) {
            session.getBasicRemote().sendText(trouble[0]);
            Journal.expect(trouble[1]);
        }
    }

    @Test
    @Proves({"5.2.2-1", "5.2.2-2"})
    void errorsOfAServerAreCaughtAndHandedToOnError() throws Exception {
        try (Site site = Site.of(Handled.class)) {
            Client client = new Client();
            Session session = site.connect(client, "/handled");
            assertAllReachOnError(session);
            session.getBasicRemote().sendText("encode");
            Journal.expect("EncodeException thrown by encode");
            session.getBasicRemote().sendText("encode unchecked");
            Journal.expect("IllegalStateException thrown by encode");
            session.getBasicRemote().sendText("still there");
            client.expect("text still there");
        }
    }

    @Test
    @Proves({"5.2.2-1", "5.2.2-2"})
    void errorsOfAClientAreCaughtAndHandedToOnError() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            Session session = site.connect(new Handled(), "/echo");
            assertAllReachOnError(session);
            session.getBasicRemote().sendText("quiet");
            assertThat(session.isOpen()).isTrue();
        }
    }

    /** Fails in {@code @OnOpen} and in {@code @OnClose}. */
    @ServerEndpoint("/ends")
    @ClientEndpoint
    public static class BothEnds {

        @OnOpen
        public void open() {
            throw new IllegalStateException("thrown by onOpen");
        }

        @OnClose
        public void close() {
            Journal.add("close");
            throw new IllegalStateException("thrown by onClose");
        }

        @OnError
        public void error(Throwable error) {
            Journal.add(error.getMessage());
        }
    }

    @Test
    @Proves({"5.2.2-1", "5.2.2-2"})
    void errorsAtTheBeginningAndAtTheEndReachOnError() throws Exception {
        try (Site site = Site.of(BothEnds.class, Echo.class)) {
            Client client = new Client();
            site.connect(client, "/ends");
            Journal.expect("thrown by onOpen", "close", "thrown by onClose");
            client.expect("close 1011");
            Client other = new Client();
            site.connect(other, "/echo").getBasicRemote().sendText("others are served");
            other.expect("text others are served");
            site.connect(new BothEnds(), "/echo");
            Journal.expect("thrown by onOpen", "close", "thrown by onClose");
        }
    }

    /** Overrides {@code onError}. */
    public static class Programmatic extends Endpoint {

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                throw new IllegalStateException(text);
            });
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            throw new IllegalStateException("thrown by onClose");
        }

        @Override
        public void onError(Session session, Throwable error) {
            Journal.add("handled " + error.getMessage());
        }
    }

    @Test
    @Proves("5.2.2-2")
    void errorsOfProgrammaticEndpointsReachOnError() throws Exception {
        try (Site site = Site.of(Programmatic.class, "/programmatic")) {
            Session session = site.connect(new Client(), "/programmatic");
            session.getBasicRemote().sendText("a");
            Journal.expect("handled a");
            session.close();
            Journal.expect("handled thrown by onClose");
        }
        try (Site site = Site.of(Echo.class)) {
            site.connect(new Programmatic(), "/echo").getBasicRemote().sendText("b");
            Journal.expect("handled b");
        }
    }

    /** Has no method for errors. */
    @ServerEndpoint(value = "/unhandled", decoders = TroubleDecoder.class)
    public static class Unhandled {

        @OnOpen
        public void open(Session session) {
            if ("open".equals(session.getQueryString())) {
                throw new IllegalStateException("thrown by onOpen");
            }
        }

        @OnMessage
        public String message(Trouble trouble) {
            if (trouble.text().equals("fail")) {
                throw new IllegalStateException("thrown by onMessage");
            }
            return trouble.text();
        }

        @OnClose
        public void close() {
            throw new IllegalStateException("thrown by onClose");
        }
    }

    /** Has no method for errors either. */
    public static class ProgrammaticUnhandled extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                throw new IllegalStateException("thrown by a handler");
            });
        }
    }

    private static void assertNames(LogRecord record, Class<?> endpoint, String message) {
        assertThat(record.getMessage()).contains(endpoint.getName());
        assertThat(record.getThrown()).isNotNull().hasMessage(message);
    }

    @Test
    @Proves({"5.2.2-1", "5.2.2-3"})
    void errorsThatNobodyHandlesAreLogged() throws Exception {
        try (Logged logged = new Logged();
                Site site = Site.of(Unhandled.class)) {
            Client client = new Client();
            Session session = site.connect(client, "/unhandled");
            session.getBasicRemote().sendText("fail");
            assertNames(logged.await("onMessage of"), Unhandled.class, "thrown by onMessage");
            session.getBasicRemote().sendText("still there");
            client.expect("text still there");
            session.close();
            assertNames(logged.await("onClose of"), Unhandled.class, "thrown by onClose");
            site.connect(new Client(), "/unhandled?open");
            assertNames(logged.await("onOpen of"), Unhandled.class, "thrown by onOpen");
        }
    }

    @Test
    @Proves("5.2.2-3")
    void whatThePeerHasSentWrongIsLoggedTooWhereNobodyHandlesIt() throws Exception {
        try (Logged logged = new Logged();
                Site site = Site.of(Unhandled.class)) {
            site.connect(new Client(), "/unhandled").getBasicRemote().sendText("checked");
            assertThat(logged.await("thrown by decode").getMessage()).contains(Unhandled.class.getName());
        }
    }

    @Test
    @Proves("5.2.2-3")
    void errorsOfProgrammaticEndpointsThatNobodyHandlesAreLogged() throws Exception {
        try (Logged logged = new Logged();
                Site site = Site.of(ProgrammaticUnhandled.class, "/unhandled")) {
            site.connect(new Client(), "/unhandled").getBasicRemote().sendText("a");
            assertNames(logged.await("onMessage of"), ProgrammaticUnhandled.class, "thrown by a handler");
        }
    }

    @Test
    @Proves("5.2.2-3")
    void errorsThatAreHandledAreNotLogged() throws Exception {
        try (Logged logged = new Logged();
                Site site = Site.of(Handled.class)) {
            site.connect(new Client(), "/handled").getBasicRemote().sendText("exception");
            Journal.expect("Exception thrown by onMessage");
            site.stop();
            assertThat(logged.lines()).noneMatch(line -> line.contains("thrown"));
        }
    }

    /** Fails in its method for errors. */
    @ServerEndpoint("/twice")
    public static class FailingTwice {

        @OnMessage
        public String message(String text) {
            if (text.equals("fail")) {
                throw new IllegalArgumentException("the first error");
            }
            return text;
        }

        @OnError
        public void error(Throwable error) {
            Journal.add("onError");
            throw new IllegalStateException("the second error");
        }
    }

    /** Fails in its method for errors. */
    public static class ProgrammaticTwice extends Programmatic {
        @Override
        public void onError(Session session, Throwable error) {
            super.onError(session, error);
            throw new IllegalStateException("the second error");
        }
    }

    @Test
    @Proves({"5.2.2-1", "5.2.2-4"})
    void errorOfTheErrorHandlingMethodIsLoggedWithTheErrorThatItWasFor() throws Exception {
        try (Logged logged = new Logged();
                Site site = Site.of(FailingTwice.class)) {
            Client client = new Client();
            Session session = site.connect(client, "/twice");
            session.getBasicRemote().sendText("fail");
            LogRecord record = logged.await("onError of");
            assertNames(record, FailingTwice.class, "the second error");
            assertThat(record.getThrown().getSuppressed())
                    .singleElement()
                    .satisfies(first -> assertThat(first).hasMessage("the first error"));
            session.getBasicRemote().sendText("still there");
            client.expect("text still there");
            assertThat(Journal.lines()).as("it is not called for its own error").containsExactly("onError");
        }
    }

    @Test
    @Proves("5.2.2-4")
    void errorOfAProgrammaticErrorHandlingMethodIsLogged() throws Exception {
        try (Logged logged = new Logged();
                Site site = Site.of(ProgrammaticTwice.class, "/twice")) {
            site.connect(new Client(), "/twice").getBasicRemote().sendText("a");
            assertNames(logged.await("onError of"), ProgrammaticTwice.class, "the second error");
        }
    }
}
