package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The promises of the annotations' Javadoc that are not in the sections of the specification. */
class AnnotationsApiTest {

    /** Counts its configurators. */
    public static class ServerConfigurator extends ServerEndpointConfig.Configurator {
        public ServerConfigurator() {
            Journal.add("configurator of a server");
        }
    }

    /** Counts its configurators. */
    public static class ClientConfigurator extends ClientEndpointConfig.Configurator {
        public ClientConfigurator() {
            Journal.add("configurator of a client");
        }
    }

    /** Has all elements of the annotation. */
    @ServerEndpoint(
            value = "/all/{part}",
            subprotocols = {"a", "b"},
            encoders = Word.AsText.class,
            decoders = Word.OfText.class,
            configurator = ServerConfigurator.class)
    public static class All {

        @OnOpen
        public void open(EndpointConfig config) {
            ServerEndpointConfig server = (ServerEndpointConfig) config;
            Journal.add(server.getPath() + " " + server.getSubprotocols() + " "
                    + server.getEndpointClass().getSimpleName() + " "
                    + server.getEncoders().get(0).getSimpleName() + " "
                    + server.getDecoders().get(0).getSimpleName() + " " + server.getExtensions() + " "
                    + server.getConfigurator().getClass().getSimpleName());
        }

        @OnMessage
        public Word message(Word word) {
            return word;
        }
    }

    @Test
    @Proves("ServerEndpoint")
    void annotationIsTheConfiguration() throws Exception {
        try (Site site = Site.of(All.class)) {
            Journal.expect("configurator of a server");
            for (int i = 0; i < 2; i++) {
                Client client = new Client();
                site.connect(client, "/all/x").getBasicRemote().sendText("<a>");
                Journal.await("/all/{part} [a, b] All AsText OfText [] ServerConfigurator");
                client.expect("text <angle <a> use 1> use 1");
            }
            assertThat(Journal.lines()).containsOnlyOnce("configurator of a server");
        }
    }

    /** Has all elements of the annotation. */
    @ClientEndpoint(
            subprotocols = {"b", "a"},
            encoders = Word.AsText.class,
            decoders = Word.OfText.class,
            configurator = ClientConfigurator.class)
    public static class AllOfAClient {

        @OnOpen
        public void open(Session session, EndpointConfig config) {
            ClientEndpointConfig client = (ClientEndpointConfig) config;
            Journal.add(client.getPreferredSubprotocols() + " "
                    + client.getEncoders().get(0).getSimpleName() + " "
                    + client.getDecoders().get(0).getSimpleName() + " " + client.getExtensions() + " "
                    + client.getSSLContext() + " "
                    + client.getConfigurator().getClass().getSimpleName() + " " + session.getNegotiatedSubprotocol());
        }

        @OnMessage
        public void message(Word word) {
            Journal.add("word " + word.text());
        }
    }

    @Test
    @Proves("ClientEndpoint")
    void annotationOfAClientIsTheConfiguration() throws Exception {
        try (Site site = Site.of(All.class, Echo.class)) {
            site.client().connectToServer(AllOfAClient.class, site.uri("/all/x"));
            Journal.await("[b, a] AsText OfText [] null ClientConfigurator b");
            Session session = site.client().connectToServer(AllOfAClient.class, site.uri("/echo"));
            session.getBasicRemote().sendText("<a>");
            Journal.await("word angle <a> use 1");
        }
    }

    /** Answers with text, or with null. */
    @ServerEndpoint("/text")
    public static class OfText {
        @OnMessage
        public String answer(String text) {
            return text.isEmpty() ? null : text;
        }
    }

    /** Answers with bytes. */
    @ServerEndpoint("/bytes")
    public static class OfBytes {
        @OnMessage
        public byte[] answer(String text) {
            return new byte[] {'b'};
        }
    }

    /** Answers with bytes. */
    @ServerEndpoint("/buffer")
    public static class OfBuffer {
        @OnMessage
        public ByteBuffer answer(String text) {
            return ByteBuffer.wrap(new byte[] {'a', 'b', 'c'}, 1, 2);
        }
    }

    /** Answers with a primitive. */
    @ServerEndpoint("/primitive")
    public static class OfPrimitive {
        @OnMessage
        public double answer(String text) {
            return text.length();
        }
    }

    /** Answers with a wrapper class. */
    @ServerEndpoint("/box")
    public static class OfBox {
        @OnMessage
        public Character answer(String text) {
            return text.charAt(0);
        }
    }

    /** Encodes a primitive in its own way. */
    public static class Roman implements Encoder.Text<Integer> {
        @Override
        public String encode(Integer number) {
            return "I".repeat(number);
        }
    }

    /** Answers with a primitive for which it has an encoder. */
    @ServerEndpoint(value = "/roman", encoders = Roman.class)
    public static class OfRoman {
        @OnMessage
        public int answer(String text) {
            return text.length();
        }
    }

    @Test
    @Proves("OnMessage")
    void whatAMethodReturnsIsSent() throws Exception {
        try (Site site =
                Site.of(OfText.class, OfBytes.class, OfBuffer.class, OfPrimitive.class, OfBox.class, OfRoman.class)) {
            List<List<String>> answers = List.of(
                    List.of("/text", "text abc"),
                    List.of("/bytes", "binary b"),
                    List.of("/buffer", "binary bc"),
                    List.of("/primitive", "text 3.0"),
                    List.of("/box", "text a"),
                    List.of("/roman", "text III"));
            for (List<String> answer : answers) {
                Client client = new Client();
                site.connect(client, answer.get(0)).getBasicRemote().sendText("abc");
                client.expect(answer.get(1));
            }
        }
    }

    @Test
    @Proves("OnMessage")
    void nullIsNoAnswer() throws Exception {
        try (Site site = Site.of(OfText.class)) {
            Client client = new Client();
            Session session = site.connect(client, "/text");
            session.getBasicRemote().sendText("");
            session.getBasicRemote().sendText("a");
            client.expect("text a");
        }
    }

    /** Closes, and then answers. */
    @ServerEndpoint("/leaving")
    public static class Leaving {
        @OnMessage
        public String message(String text, Session session) throws IOException {
            session.close();
            return "too late";
        }

        @OnError
        public void error(Throwable error) {
            Journal.add("error " + error.getClass().getSimpleName());
        }

        @OnClose
        public void close(CloseReason reason) {
            Journal.add("close " + reason.getCloseCode().getCode());
        }
    }

    @Test
    @Proves({"OnMessage", "OnError"})
    void answerThatCannotBeSentReachesOnError() throws Exception {
        try (Site site = Site.of(Leaving.class)) {
            Client client = new Client();
            site.connect(client, "/leaving").getBasicRemote().sendText("a");
            client.expect("close 1000");
            assertThat(List.of(Journal.next(), Journal.next()))
                    .anyMatch(line -> line.startsWith("error "))
                    .contains("close 1000");
        }
    }

    /** Has all parameters in another order. */
    @ServerEndpoint("/orders/{one}/{two}")
    public static class Orders {

        @OnOpen
        public void open(@PathParam("two") String two, EndpointConfig config, @PathParam("one") String one, Session s) {
            Journal.add("open " + one + " " + two + " " + (config != null) + " " + s.isOpen());
        }

        @OnMessage
        public void message(Session session, @PathParam("one") int one, String text, @PathParam("two") boolean two) {
            Journal.add("message " + text + " " + one + " " + two + " " + session.isOpen());
            throw new IllegalArgumentException(text);
        }

        @OnError
        public void error(@PathParam("one") Long one, Throwable error, Session session) {
            Journal.add("error " + one + " " + error.getMessage() + " " + session.isOpen());
        }

        @OnClose
        public void close(
                @PathParam("none") String none, CloseReason reason, @PathParam("two") Boolean two, Session s) {
            Journal.add("close " + none + " " + reason.getCloseCode().getCode() + " " + two + " " + (s != null));
        }
    }

    @Test
    @Proves({"OnOpen", "OnMessage", "OnError", "OnClose", "PathParam"})
    void parametersMayAppearInAnyOrder() throws Exception {
        try (Site site = Site.of(Orders.class)) {
            Session session = site.connect(new Client(), "/orders/7/true");
            session.getBasicRemote().sendText("a");
            session.close();
            Journal.expect(
                    "open 7 true true true", "message a 7 true true", "error 7 a true", "close null 1000 true true");
        }
    }

    /** Has numbers in its path. */
    @ServerEndpoint("/rewards/{level}/{name}")
    public static class Rewards {

        @OnMessage
        public String message(String text, @PathParam("level") Integer level, @PathParam("unknown") String unknown) {
            return text + " " + level + " " + unknown;
        }

        @OnError
        public void error(Throwable error) {
            Journal.add("error " + error.getClass().getSimpleName());
        }
    }

    @Test
    @Proves("PathParam")
    void parameterThatCannotBeDecodedReachesOnErrorAndAnUnknownOneIsNull() throws Exception {
        try (Site site = Site.of(Rewards.class)) {
            Client client = new Client();
            site.connect(client, "/rewards/3/x").getBasicRemote().sendText("a");
            client.expect("text a 3 null");
            site.connect(new Client(), "/rewards/high/x").getBasicRemote().sendText("a");
            Journal.expect("error DecodeException");
        }
    }
}
