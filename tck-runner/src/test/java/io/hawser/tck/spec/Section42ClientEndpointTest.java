package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DecodeException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 4.2: {@code @ClientEndpoint}. */
class Section42ClientEndpointTest {

    /** Records its callbacks. */
    @ClientEndpoint
    public static class Plain {
        @OnOpen
        public void open() {
            Journal.add("open");
        }

        @OnMessage
        public void message(String text) {
            Journal.add("heard " + text);
        }
    }

    /** Has only a constructor with an argument. */
    @ClientEndpoint
    public static class WithArgument extends Plain {
        public WithArgument(String argument) {}

        @Override
        @OnOpen
        public void open() {
            super.open();
        }
    }

    /** Is not annotated. */
    public static class NotAnnotated {
        @OnMessage
        public void message(String text) {}
    }

    @Test
    @Proves("4.2")
    void annotatedClassConnectsToAServerByClassAndByInstance() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            site.client()
                    .connectToServer(Plain.class, site.uri("/echo"))
                    .getBasicRemote()
                    .sendText("a");
            Journal.expect("open", "heard a");
            site.connect(new Plain(), "/echo").getBasicRemote().sendText("b");
            Journal.expect("open", "heard b");
        }
    }

    @Test
    @Proves("4.2")
    void classNeedsAConstructorWithoutArgumentsAndAnInstanceDoesNot() throws Exception {
        Refused.byClient(WithArgument.class, "public constructor without arguments");
        try (Site site = Site.of(Echo.class)) {
            site.connect(new WithArgument("argument"), "/echo");
            Journal.expect("open");
        }
    }

    @Test
    @Proves("4.2")
    void classWithoutTheAnnotationIsRefused() throws Exception {
        Refused.byClient(NotAnnotated.class, "@ClientEndpoint");
        try (Site site = Site.of(Echo.class)) {
            assertThatThrownBy(() -> site.connect(new NotAnnotated(), "/echo"))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContainingAll(NotAnnotated.class.getName(), "@ClientEndpoint");
        }
    }

    /** Sends and receives words. */
    @ClientEndpoint(
            encoders = {Word.NameAsText.class, Word.AsText.class},
            decoders = {Word.OfText.class, Word.OfOtherText.class, Word.OfBinary.class})
    public static class Words {
        @OnMessage
        public void message(Word word) {
            Journal.add("heard " + word.text());
        }

        @OnError
        public void error(Throwable error) {
            Journal.add(error instanceof DecodeException decode ? "cannot decode " + decode.getText() : "" + error);
        }
    }

    /** Has an encoder that cannot be created. */
    @ClientEndpoint(encoders = Word.EncoderWithArgument.class)
    public static class BadEncoder {}

    /** Has a decoder that cannot be created. */
    @ClientEndpoint(decoders = Word.DecoderWithArgument.class)
    public static class BadDecoder {}

    /** Records its callbacks. */
    @ServerEndpoint("/listen")
    public static class Listening {
        @OnMessage
        public void message(String text) {
            Journal.add("server heard " + text);
        }
    }

    @Nested
    class S421Encoders {

        @Test
        @Proves("4.2.1-1")
        void objectIsEncodedByTheMatchingEncoder() throws Exception {
            try (Site site = Site.of(Listening.class)) {
                Session session = site.connect(new Words(), "/listen");
                session.getBasicRemote().sendObject(new Word("a"));
                Journal.await("server heard <a> use 1");
                session.getAsyncRemote().sendObject(new Word("b")).get(30, TimeUnit.SECONDS);
                Journal.await("server heard <b> use 2");
                session.getBasicRemote().sendObject(new Word.Name("c"));
                Journal.await("server heard name c");
                assertThatThrownBy(() -> session.getBasicRemote().sendObject(new StringBuilder("d")))
                        .isInstanceOf(EncodeException.class);
            }
        }

        @Test
        @Proves("4.2.1")
        void eachConnectionHasAnEncoderOfItsOwn() throws Exception {
            try (Site site = Site.of(Listening.class)) {
                for (int i = 0; i < 2; i++) {
                    site.connect(new Words(), "/listen").getBasicRemote().sendObject(new Word("a"));
                    Journal.await("server heard <a> use 1");
                }
            }
        }

        @Test
        @Proves("4.2.1")
        void encoderThatCannotBeMadeIsRefused() throws Exception {
            Refused.byClient(BadEncoder.class, Word.EncoderWithArgument.class.getName(), "without arguments");
        }
    }

    @Nested
    class S422Decoders {

        @Test
        @Proves("4.2.2-1")
        void messagesAreDecodedByTheFirstAppropriateDecoder() throws Exception {
            try (Site site = Site.of(Echo.class)) {
                Session session = site.connect(new Words(), "/echo");
                session.getBasicRemote().sendText("<a>");
                Journal.await("heard angle <a> use 1");
                session.getBasicRemote().sendBinary(ByteBuffer.wrap("b".getBytes(UTF_8)));
                Journal.await("heard binary b");
            }
        }

        @Test
        @Proves("4.2.2-2")
        void decoderIsAskedWhetherItWillDecode() throws Exception {
            try (Site site = Site.of(Echo.class)) {
                Session session = site.connect(new Words(), "/echo");
                session.getBasicRemote().sendText("[a]");
                Journal.await("heard square [a]");
                session.getBasicRemote().sendText("(nobody wants this)");
                Journal.await("cannot decode (nobody wants this)");
            }
        }

        @Test
        @Proves("4.2.2")
        void eachConnectionHasADecoderOfItsOwn() throws Exception {
            try (Site site = Site.of(Echo.class)) {
                for (int i = 0; i < 2; i++) {
                    site.connect(new Words(), "/echo").getBasicRemote().sendText("<a>");
                    Journal.await("heard angle <a> use 1");
                }
            }
        }

        @Test
        @Proves("4.2.2")
        void decoderThatCannotBeMadeIsRefused() throws Exception {
            Refused.byClient(BadDecoder.class, Word.DecoderWithArgument.class.getName(), "without arguments");
        }
    }

    /** Adds a field to the request, and reads a field of the response. */
    public static class Tagging extends ClientEndpointConfig.Configurator {
        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            headers.put("X-Tag", List.of("red"));
        }

        @Override
        public void afterResponse(HandshakeResponse response) {
            Journal.add("response " + response.getHeaders().get("X-Tag"));
        }
    }

    /** Has a configurator. */
    @ClientEndpoint(configurator = Tagging.class)
    public static class Tagged {
        @OnOpen
        public void open(EndpointConfig config) {
            Journal.add("open with "
                    + ((ClientEndpointConfig) config)
                            .getConfigurator()
                            .getClass()
                            .getSimpleName());
        }
    }

    /** Answers with a field of the request. */
    public static class Answering extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            List<String> tag = request.getHeaders().get("X-Tag");
            Journal.add("request " + tag);
            response.getHeaders().put("X-Tag", List.of(tag == null ? "none" : "answer to " + tag.get(0)));
        }
    }

    /** Has a configurator. */
    @ServerEndpoint(
            value = "/tagged",
            configurator = Answering.class,
            subprotocols = {"a", "b"})
    public static class TaggedServer {
        @OnOpen
        public void open(Session session) {
            session.getAsyncRemote().sendText("speaks \"" + session.getNegotiatedSubprotocol() + "\"");
        }
    }

    @Nested
    class S423Configurator {

        @Test
        @Proves("4.2.3-1")
        void configuratorOfTheAnnotationIsUsed() throws Exception {
            try (Site site = Site.of(TaggedServer.class)) {
                site.connect(new Tagged(), "/tagged");
                Journal.expect("request [red]", "response [answer to red]", "open with Tagging");
            }
        }

        @Test
        @Proves("4.2.3-1")
        void withoutOneTheRequestIsNotChanged() throws Exception {
            try (Site site = Site.of(TaggedServer.class)) {
                site.connect(new Plain(), "/tagged");
                Journal.expect("request null", "open", "heard speaks \"\"");
            }
        }
    }

    /** Supports two subprotocols. */
    @ClientEndpoint(subprotocols = {"b", "c"})
    public static class Speaking extends Plain {
        @Override
        @OnMessage
        public void message(String text) {
            super.message(text);
        }
    }

    @Nested
    class S424Subprotocols {

        @Test
        @Proves("4.2.4-1")
        void subprotocolIsNegotiatedByTheList() throws Exception {
            try (Site site = Site.of(TaggedServer.class)) {
                Session session = site.connect(new Speaking(), "/tagged");
                Journal.await("heard speaks \"b\"");
                assertThat(session.getNegotiatedSubprotocol()).isEqualTo("b");
            }
        }
    }
}
