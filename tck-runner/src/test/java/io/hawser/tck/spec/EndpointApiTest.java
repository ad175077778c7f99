package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.SessionException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The promises of the Javadoc of {@link Endpoint}, {@link EndpointConfig} and {@link SessionException}. */
class EndpointApiTest {

    /** Sends and adds a handler in {@code onOpen}. */
    public static class Opening extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            try {
                session.getBasicRemote().sendText("hello");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Gate.pass();
            session.addMessageHandler(String.class, text -> Journal.add("message " + text));
            Journal.add("opened");
        }
    }

    @Test
    @Proves("Endpoint")
    void messagesComeToHandlersOnceOnOpenIsDone() throws Exception {
        try (Site site = Site.of(Opening.class, "/open")) {
            Gate.shut();
            Client client = new Client();
            Session session = site.connect(client, "/open");
            client.expect("text hello");
            session.getBasicRemote().sendText("a");
            session.getBasicRemote().sendText("b");
            assertThat(Journal.lines()).isEmpty();
            Gate.open();
            Journal.expect("opened", "message a", "message b");
        } finally {
            Gate.open();
        }
    }

    /** Uses its session in {@code onClose}. */
    public static class Ending extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.getUserProperties().put("key", "value");
            session.addMessageHandler(String.class, text -> {
                try {
                    session.close(new CloseReason(CloseCodes.GOING_AWAY, text));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            Journal.add(reason.getCloseCode() + " " + reason.getReasonPhrase() + " "
                    + session.getUserProperties().get("key") + " "
                    + session.getId().isEmpty());
        }
    }

    @Test
    @Proves("Endpoint")
    void onCloseIsCalledWhoeverClosesAndTheSessionIsStillThere() throws Exception {
        try (Site site = Site.of(Ending.class, "/end")) {
            site.connect(new Client(), "/end").close(new CloseReason(CloseCodes.NORMAL_CLOSURE, "the client"));
            Journal.expect("NORMAL_CLOSURE the client value false");
            site.connect(new Client(), "/end").getBasicRemote().sendText("the server");
            Journal.expect("GOING_AWAY the server value false");
            site.connect(new Client(), "/end");
            site.stop();
            assertThat(Journal.next()).startsWith("GOING_AWAY ").endsWith(" value false");
        }
    }

    /** Records its errors. */
    public static class Failing extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(Word.class, word -> {
                throw new IllegalArgumentException("no word for me: " + word.text());
            });
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            Journal.add("close " + reason.getCloseCode().getCode());
        }

        @Override
        public void onError(Session session, Throwable error) {
            if (error instanceof SessionException problem) {
                Journal.add("problem of a session " + (problem.getSession() == session) + " "
                        + (problem.getCause() != null) + " " + (problem.getMessage() != null));
            } else if (error instanceof DecodeException problem) {
                Journal.add("not decoded " + problem.getText() + " " + problem.getBytes() + " " + problem.getMessage());
            } else {
                Journal.add(error.toString());
            }
        }
    }

    private static Site failing() throws Exception {
        return Site.of(ServerEndpointConfig.Builder.create(Failing.class, "/fail")
                .decoders(List.of(Word.OfText.class))
                .build());
    }

    @Test
    @Proves({"Endpoint", "DecodeException"})
    void onErrorGetsWhatHandlersAndDecodersThrow() throws Exception {
        try (Site site = failing()) {
            Session session = site.connect(new Client(), "/fail");
            Journal.expect("decoder made");
            session.getBasicRemote().sendText("<a>");
            Journal.expect("java.lang.IllegalArgumentException: no word for me: angle <a> use 1");
            session.getBasicRemote().sendText("<b");
            Journal.expect("not decoded <b null the word does not end");
            session.getBasicRemote().sendText("<c>");
            Journal.expect("java.lang.IllegalArgumentException: no word for me: angle <c> use 2");
        }
    }

    @Test
    @Proves({"Endpoint", "SessionException"})
    void connectionThatBreaksIsASessionException() throws Exception {
        try (Site site = failing()) {
            RawPeer peer = RawPeer.connect(site, "/fail");
            Journal.expect("decoder made");
            peer.reset();
            Journal.expect("problem of a session true true true", "close 1006");
        }
    }

    @Test
    @Proves("Endpoint")
    void defaultMethodsDoNothing() throws Exception {
        try (Site site = Site.of(Opening.class, "/open")) {
            site.connect(new Client(), "/open").close();
            Journal.expect("opened");
        }
    }

    /** Records its configuration. */
    public static class Configured extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            Journal.add(config.getEncoders() + " " + config.getDecoders() + " " + config.getUserProperties());
            config.getUserProperties().merge("count", 1, (old, one) -> (Integer) old + 1);
        }
    }

    @Test
    @Proves("EndpointConfig")
    void configurationIsThatOfTheApplicationAndKeepsItsProperties() throws Exception {
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Configured.class, "/configured")
                .encoders(List.of(Word.AsBinary.class))
                .decoders(List.of(Word.OfBinary.class))
                .build();
        String codecs = List.of(Word.AsBinary.class) + " " + List.of(Word.OfBinary.class);
        try (Site site = Site.of(config)) {
            site.connect(new Client(), "/configured");
            Journal.expect(codecs + " {}");
            site.connect(new Client(), "/configured");
            Journal.expect(codecs + " {count=1}");
            ClientEndpointConfig client = ClientEndpointConfig.Builder.create().build();
            client.getUserProperties().put("count", 7);
            site.connect(new Configured(), client, "/configured");
            Journal.await("[] [] {count=7}");
            assertThat(client.getUserProperties()).containsEntry("count", 8);
        }
    }
}
