package io.hawser.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.Settings;
import io.hawser.transport.Upgrade;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions whose messages are objects, with encoders and decoders on both sides. */
@Timeout(60)
class CodedSessionTest {

    private static final List<Object> HEARD = new ArrayList<>();
    private static final List<Throwable> ERRORS = new ArrayList<>();

    private final HawserServerContainer server =
            new HawserServerContainer(Settings.defaults().closeTimeout(Duration.ofMillis(1000)), "", null);
    private final MemoryConnector connector = new MemoryConnector(server);
    private final HawserClientContainer client = new HawserClientContainer(Settings.defaults(), connector);

    /** The object that is sent. */
    public static class Shape {
        final String name;

        Shape(String name) {
            this.name = name;
        }
    }

    /** A subclass without an encoder for itself. */
    public static final class Circle extends Shape {
        Circle() {
            super("circle");
        }
    }

    /** Encodes and decodes shapes as text. The name of a shape selects a failure. */
    public static class ShapeCoder implements Encoder.Text<Shape>, Decoder.Text<Shape> {
        @Override
        public void init(EndpointConfig config) {
            HEARD.add("init");
        }

        @Override
        public void destroy() {
            HEARD.add("destroy");
        }

        @Override
        public String encode(Shape shape) throws EncodeException {
            return switch (shape.name) {
                case "exception" -> throw new EncodeException(shape, "no such shape");
                case "runtime exception" -> throw new IllegalStateException("not in the mood");
                case "error" -> throw new AssertionError("not at all");
                case "null" -> null;
                default -> "shape " + shape.name;
            };
        }

        @Override
        public boolean willDecode(String text) {
            return text.startsWith("shape ");
        }

        @Override
        public Shape decode(String text) throws DecodeException {
            return switch (text) {
                case "shape bad" -> throw new DecodeException(text, "a bad shape");
                case "shape ugly" -> throw new IllegalArgumentException("an ugly shape");
                case "shape null" -> null;
                default -> new Shape(text.substring(6));
            };
        }
    }

    /** Answers with shapes. */
    @ServerEndpoint(value = "/shapes", encoders = ShapeCoder.class, decoders = ShapeCoder.class)
    public static class Shapes {
        @OnMessage
        public Shape answer(Shape shape) {
            if (shape == null) {
                return null;
            }
            return shape.name.equals("round") ? new Circle() : shape;
        }

        @OnMessage
        public long count(ByteBuffer data) {
            return data.remaining();
        }

        @OnError
        public void error(Throwable error) {
            ERRORS.add(error);
        }
    }

    /** Fails when it opens. */
    @ServerEndpoint(value = "/broken", encoders = ShapeCoder.class)
    public static class Broken {
        @OnOpen
        public void open() {
            throw new IllegalStateException("broken by design");
        }
    }

    /** Records its messages. */
    public static class Listener extends Endpoint {
        final List<String> heard = new ArrayList<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, message -> heard.add("text " + message));
            session.addMessageHandler(byte[].class, message -> heard.add("binary " + new String(message, UTF_8)));
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            heard.add("close " + reason.getCloseCode().getCode());
        }
    }

    private final Listener listener = new Listener();

    @BeforeEach
    void deploy() throws Exception {
        HEARD.clear();
        ERRORS.clear();
        server.addEndpoint(Shapes.class);
        server.addEndpoint(Broken.class);
    }

    @AfterEach
    void everyCodecThatWasInitializedIsDestroyedOnce() {
        connector.close();
        assertThat(HEARD.stream().filter("init"::equals))
                .hasSameSizeAs(HEARD.stream().filter("destroy"::equals).toList());
        assertThat(server.isIdle()).isTrue();
        assertThat(client.isIdle()).isTrue();
    }

    private Session connect() throws Exception {
        return client.connectToServer(listener, null, URI.create("ws://localhost/shapes"));
    }

    private static ClientEndpointConfig coding() {
        return ClientEndpointConfig.Builder.create()
                .encoders(List.of(ShapeCoder.class))
                .decoders(List.of(ShapeCoder.class))
                .build();
    }

    @Test
    void objectsAreDecodedAndAnswersAreEncodedThoseOfASubclassToo() throws Exception {
        Session session = connect();
        session.getBasicRemote().sendText("shape square");
        session.getBasicRemote().sendText("shape round");
        session.getBasicRemote().sendText("shape null");
        session.getBasicRemote().sendBinary(ByteBuffer.allocate(5));
        connector.pump();
        assertThat(listener.heard).containsExactly("text shape square", "text shape circle", "text 5");
        assertThat(HEARD).as("an encoder and a decoder").containsExactly("init", "init");
    }

    /** An error of a decoder goes to onError, and the session stays open. */
    @Test
    void whatADecoderThrowsGoesToOnErrorAndTheSessionStaysOpen() throws Exception {
        Session session = connect();
        for (String text : List.of("shape bad", "shape ugly", "no shape", "shape good")) {
            session.getBasicRemote().sendText(text);
        }
        connector.pump();
        assertThat(ERRORS).hasSize(3);
        assertThat(ERRORS.get(0)).isInstanceOf(DecodeException.class).hasMessage("a bad shape");
        assertThat(((DecodeException) ERRORS.get(0)).getText()).isEqualTo("shape bad");
        assertThat(ERRORS.get(1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(((DecodeException) ERRORS.get(2)).getText()).isEqualTo("no shape");
        assertThat(listener.heard).containsExactly("text shape good");
        assertThat(session.isOpen()).isTrue();
    }

    /** An error of an encoder does not close the session. */
    @Test
    void whatAnEncoderThrowsForAnAnswerGoesToOnErrorAndTheSessionStaysOpen() throws Exception {
        Session session = connect();
        for (String name : List.of("exception", "runtime exception", "error", "fine")) {
            session.getBasicRemote().sendText("shape " + name);
        }
        connector.pump();
        assertThat(ERRORS)
                .extracting(Throwable::getMessage)
                .containsExactly("no such shape", "not in the mood", "not at all");
        assertThat(listener.heard).containsExactly("text shape fine");
    }

    /** An error of an encoder does not close the session. */
    @Test
    void whatAnEncoderThrowsComesOutOfBasicAndIsTheResultOfAsync() throws Exception {
        Session session = client.connectToServer(listener, coding(), URI.create("ws://localhost/shapes"));
        Map<String, Class<? extends Throwable>> failures = Map.of(
                "exception", EncodeException.class,
                "runtime exception", IllegalStateException.class,
                "error", AssertionError.class,
                "null", EncodeException.class);
        for (Map.Entry<String, Class<? extends Throwable>> failure : failures.entrySet()) {
            Shape shape = new Shape(failure.getKey());
            assertThatThrownBy(() -> session.getBasicRemote().sendObject(shape)).isInstanceOf(failure.getValue());
            Future<Void> future = session.getAsyncRemote().sendObject(shape);
            assertThatThrownBy(future::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(failure.getValue());
            List<Throwable> results = new ArrayList<>();
            session.getAsyncRemote().sendObject(shape, result -> results.add(result.getException()));
            connector.pump();
            assertThat(results).singleElement().isInstanceOf(failure.getValue());
        }
        session.getBasicRemote().sendObject(new Shape("good"));
        Future<Void> good = session.getAsyncRemote().sendObject(new Circle());
        connector.pump();
        assertThat(good).isDone();
        assertThat(listener.heard).containsExactly("text shape good", "text shape circle");
        session.close();
        connector.pump();
        assertThatThrownBy(() -> session.getBasicRemote().sendObject(new Circle()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void afterTheSessionNothingIsEncoded() throws Exception {
        Session session = client.connectToServer(listener, coding(), URI.create("ws://localhost/shapes"));
        var basic = session.getBasicRemote();
        var async = session.getAsyncRemote();
        session.close();
        connector.pump();
        assertThatThrownBy(() -> basic.sendObject(new Circle())).isInstanceOf(IOException.class);
        assertThatThrownBy(async.sendObject(new Circle())::get).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void codecsAreDestroyedOnceAlsoWhereOnOpenThrows() throws Exception {
        client.connectToServer(listener, null, URI.create("ws://localhost/broken"));
        connector.pump();
        assertThat(listener.heard).containsExactly("close 1011");
        assertThat(HEARD).containsExactly("init", "destroy");
    }

    @Test
    void codecsAreDestroyedOnceAlsoWhereThePeerVanishes() throws Exception {
        client.connectToServer(listener, coding(), URI.create("ws://localhost/shapes"));
        connector.last().server.abort();
        connector.pump();
        assertThat(HEARD).containsExactly("init", "init", "init", "init", "destroy", "destroy", "destroy", "destroy");
    }

    @Test
    void codecsAreDestroyedOnceAlsoWhereTheHandshakeFailsLater() throws Exception {
        connector.unreachable = new IOException("nobody there");
        assertThatThrownBy(() -> client.connectToServer(listener, coding(), URI.create("ws://localhost/shapes")))
                .isInstanceOf(IOException.class);
        assertThat(HEARD).containsExactly("init", "init", "destroy", "destroy");
        HEARD.clear();
        connector.unreachable = null;
        assertThatThrownBy(() -> client.connectToServer(listener, coding(), URI.create("ws://localhost/nowhere")))
                .isInstanceOf(DeploymentException.class);
        assertThat(HEARD).containsExactly("init", "init", "destroy", "destroy");
        HEARD.clear();
        connector.change = upgrade -> {
            ((Upgrade.Accepted) upgrade).opening().abandon();
            return Upgrade.Refused.of(500, "too late");
        };
        assertThatThrownBy(() -> client.connectToServer(listener, null, URI.create("ws://localhost/shapes")))
                .isInstanceOf(DeploymentException.class);
        assertThat(HEARD).containsExactly("init", "init", "destroy", "destroy");
    }

    /** Receives all messages as shapes. */
    @ServerEndpoint(
            value = "/any",
            decoders = {ShapeCoder.class, BinaryShape.class})
    public static class AnyShape {
        @OnMessage
        public String answer(Shape shape) {
            return "got " + shape.name;
        }
    }

    /** Decodes binary shapes. */
    public static class BinaryShape implements Decoder.Binary<Circle> {
        @Override
        public Circle decode(ByteBuffer bytes) {
            return new Circle();
        }

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return true;
        }
    }

    @Test
    void oneMethodTakesTextAndBinaryMessagesByTwoDecoders() throws Exception {
        server.addEndpoint(AnyShape.class);
        Session session = client.connectToServer(listener, null, URI.create("ws://localhost/any"));
        session.getBasicRemote().sendText("shape triangle");
        session.getBasicRemote().sendBinary(ByteBuffer.allocate(1));
        connector.pump();
        assertThat(listener.heard).containsExactly("text got triangle", "text got circle");
    }

    @Test
    void aHandlerOfAnObjectIsRemovedFromBothKinds() throws Exception {
        client.connectToServer(
                new Endpoint() {
                    @Override
                    public void onOpen(Session session, EndpointConfig config) {
                        jakarta.websocket.MessageHandler.Whole<Shape> handler = shape -> HEARD.add(shape.name);
                        session.addMessageHandler(Shape.class, handler);
                        assertThatThrownBy(() -> session.addMessageHandler(String.class, text -> {}))
                                .isInstanceOf(IllegalStateException.class);
                        assertThatThrownBy(() -> session.addMessageHandler(byte[].class, bytes -> {}))
                                .isInstanceOf(IllegalStateException.class);
                        assertThat(session.getMessageHandlers()).containsExactly(handler);
                        session.removeMessageHandler(handler);
                        session.addMessageHandler(String.class, text -> {});
                        session.addMessageHandler(byte[].class, bytes -> {});
                    }
                },
                ClientEndpointConfig.Builder.create()
                        .decoders(List.of(ShapeCoder.class, BinaryShape.class))
                        .build(),
                URI.create("ws://localhost/shapes"));
        connector.pump();
        assertThat(HEARD).doesNotContain("close 1011");
    }

    // Bridge methods, inherited and generic methods.

    /** Answers by generic methods. */
    public abstract static class Generic<T, R> {
        @OnMessage
        public R answer(T message) {
            return make(message);
        }

        abstract R make(T message);

        @OnError
        void error(Throwable error) {
            ERRORS.add(error);
        }
    }

    /** Declares the types, and overrides with its own annotation. javac copies the annotation to the bridge method. */
    @ServerEndpoint(value = "/generic", decoders = ShapeCoder.class)
    public static class Bridged extends Generic<Shape, Integer> {
        @Override
        @OnMessage
        public Integer answer(Shape message) {
            return super.answer(message) + 1;
        }

        @Override
        Integer make(Shape message) {
            return message.name.length();
        }

        /** Overrides the annotated method without an annotation. The annotation of the superclass has no effect. */
        @Override
        void error(Throwable error) {
            ERRORS.add(new AssertionError("never called"));
        }
    }

    @Test
    void bridgesAreNoSecondMethodAndOverridingMethodsNeedTheirOwnAnnotation() throws Exception {
        server.addEndpoint(Bridged.class);
        Session session = client.connectToServer(listener, null, URI.create("ws://localhost/generic"));
        session.getBasicRemote().sendText("shape four");
        session.getBasicRemote().sendText("shape bad");
        connector.pump();
        assertThat(listener.heard).containsExactly("text 5");
        assertThat(ERRORS).isEmpty();
    }

    /** A class that is not public, with a private method. */
    @ServerEndpoint("/hidden")
    static class Hidden {
        public Hidden() {}

        @OnMessage
        private String answer(String message) {
            return "hidden " + message;
        }
    }

    /** Hawser can call endpoints that are not public. */
    @Test
    void aHiddenMethodOfAHiddenClassIsCalled() throws Exception {
        server.addEndpoint(Hidden.class);
        Session session = client.connectToServer(listener, null, URI.create("ws://localhost/hidden"));
        session.getBasicRemote().sendText("x");
        connector.pump();
        assertThat(listener.heard).containsExactly("text hidden x");
    }
}
