package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnnotatedEndpointTest {

    private static final Session SESSION = Sessions.untouchable();
    private static final EndpointConfig CONFIG =
            ClientEndpointConfig.Builder.create().build();
    private static final CloseReason REASON = new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "bye");
    private static final Map<String, String> PARAMETERS = Map.of("room", "lobby", "seat", "7");

    /** Records the arguments of its methods. */
    abstract static class Recording {
        final List<Object> calls = new ArrayList<>();

        void record(Object... arguments) {
            calls.add(Arrays.asList(arguments));
        }
    }

    static class Chat extends Recording {
        @OnOpen
        public void open(Session session, EndpointConfig config, @PathParam("room") String room) {
            record("open", session, config, room);
        }

        @OnMessage
        public String message(String message, Session session, @PathParam("room") String room) {
            record("message", message, session, room);
            return room + ": " + message;
        }

        @OnClose
        public void close(Session session, CloseReason reason, @PathParam("room") String room) {
            record("close", session, reason, room);
        }

        @OnError
        public void error(Session session, Throwable error, @PathParam("room") String room) {
            record("error", session, error, room);
        }
    }

    @Test
    void everyMethodGetsItsArguments() throws Throwable {
        Chat chat = new Chat();
        BoundEndpoint bound = server(Chat.class).bind(chat, PARAMETERS, SessionCodecs.NONE, Deployed.INSTANCES);
        IOException error = new IOException();
        bound.onOpen(SESSION, CONFIG);
        assertThat(text(bound).whole(SESSION, "hello")).isEqualTo("lobby: hello");
        assertThat(bound.onError(SESSION, error)).isTrue();
        bound.onClose(SESSION, REASON);
        assertThat(bound.instance()).isSameAs(chat);
        assertThat(chat.calls)
                .containsExactly(
                        List.of("open", SESSION, CONFIG, "lobby"),
                        List.of("message", "hello", SESSION, "lobby"),
                        List.of("error", SESSION, error, "lobby"),
                        List.of("close", SESSION, REASON, "lobby"));
    }

    static class Shuffled extends Recording {
        @OnOpen
        void open(@PathParam("seat") int seat, EndpointConfig config, @PathParam("room") String room, Session session) {
            record(seat, config, room, session);
        }

        @OnMessage
        void message(@PathParam("seat") Long seat, Session session, @PathParam("seat") String same, byte[] message) {
            record(seat, session, same, message);
        }

        @OnClose
        void close(@PathParam("room") String room, CloseReason reason, Session session) {
            record(room, reason, session);
        }

        @OnError
        void error(Throwable error, @PathParam("seat") short seat, Session session) {
            record(error, seat, session);
        }
    }

    @Test
    void parametersComeInAnyOrder() throws Throwable {
        Shuffled shuffled = new Shuffled();
        BoundEndpoint bound = server(Shuffled.class).bind(shuffled, PARAMETERS, SessionCodecs.NONE, Deployed.INSTANCES);
        byte[] message = {1, 2, 3};
        IOException error = new IOException();
        bound.onOpen(SESSION, CONFIG);
        binary(bound).whole(SESSION, ByteBuffer.wrap(message));
        bound.onError(SESSION, error);
        bound.onClose(SESSION, REASON);
        assertThat(shuffled.calls)
                .containsExactly(
                        List.of(7, CONFIG, "lobby", SESSION),
                        List.of(7L, SESSION, "7", message),
                        List.of(error, (short) 7, SESSION),
                        List.of("lobby", REASON, SESSION));
    }

    static class Sparse extends Recording {
        @OnOpen
        void open() {
            record("open");
        }

        @OnClose
        void close() {
            record("close");
        }

        @OnError
        void error(Throwable error) {
            record(error);
        }
    }

    @Test
    void optionalParametersMayBeMissing() throws Throwable {
        Sparse sparse = new Sparse();
        BoundEndpoint bound = AnnotatedEndpoint.forClient(Sparse.class, Codecs.NONE)
                .bind(sparse, Map.of(), SessionCodecs.NONE, Deployed.INSTANCES);
        IOException error = new IOException();
        bound.onOpen(SESSION, CONFIG);
        bound.onError(SESSION, error);
        bound.onClose(SESSION, REASON);
        assertThat(sparse.calls).containsExactly(List.of("open"), List.of(error), List.of("close"));
    }

    static class Empty {}

    @Test
    void classWithoutMethodsGetsNoCallbacks() throws Throwable {
        BoundEndpoint bound = server(Empty.class).bind(new Empty(), PARAMETERS, SessionCodecs.NONE, Deployed.INSTANCES);
        bound.onOpen(SESSION, CONFIG);
        bound.onClose(SESSION, REASON);
        assertThat(bound.receivers()).isEmpty();
        assertThat(bound.onError(SESSION, new IOException())).isFalse();
    }

    @Test
    void oneModelServesManyConnections() throws Throwable {
        AnnotatedEndpoint endpoint = server(Chat.class);
        Chat first = new Chat();
        Chat second = new Chat();
        BoundEndpoint firstBound = endpoint.bind(first, Map.of("room", "a"), SessionCodecs.NONE, Deployed.INSTANCES);
        BoundEndpoint secondBound = endpoint.bind(second, Map.of("room", "b"), SessionCodecs.NONE, Deployed.INSTANCES);
        assertThat(text(firstBound).whole(SESSION, "x")).isEqualTo("a: x");
        assertThat(text(secondBound).whole(SESSION, "y")).isEqualTo("b: y");
        assertThat(first.calls).hasSize(1);
        assertThat(second.calls).hasSize(1);
    }

    static class Unknown extends Recording {
        @OnOpen
        void open(@PathParam("nobody") String text, @PathParam("nobody") Integer number) {
            record(text, number);
        }
    }

    @Test
    void pathParameterThatIsNotInThePathIsNull() throws Throwable {
        Unknown unknown = new Unknown();
        server(Unknown.class)
                .bind(unknown, PARAMETERS, SessionCodecs.NONE, Deployed.INSTANCES)
                .onOpen(SESSION, CONFIG);
        AnnotatedEndpoint.forClient(Unknown.class, Codecs.NONE)
                .bind(unknown, Map.of(), SessionCodecs.NONE, Deployed.INSTANCES)
                .onOpen(SESSION, CONFIG);
        assertThat(unknown.calls).containsExactly(Arrays.asList(null, null), Arrays.asList(null, null));
    }

    static class Numbered extends Recording {
        @OnMessage
        void message(String message, @PathParam("room") int room) {
            record(message, room);
        }
    }

    @Test
    void pathParameterThatCannotBeDecodedFailsTheCallAndNotTheBinding() throws Throwable {
        Numbered numbered = new Numbered();
        BoundEndpoint bound = server(Numbered.class).bind(numbered, PARAMETERS, SessionCodecs.NONE, Deployed.INSTANCES);
        assertThatThrownBy(() -> text(bound).whole(SESSION, "x"))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("path parameter \"room\"")
                .extracting(e -> ((DecodeException) e).getText())
                .isEqualTo("lobby");
        assertThat(numbered.calls).isEmpty();
    }

    static class Failing {
        final Throwable failure;

        Failing(Throwable failure) {
            this.failure = failure;
        }

        @OnOpen
        void open() throws Throwable {
            throw failure;
        }

        @OnMessage
        void message(String message) throws Throwable {
            throw failure;
        }

        @OnClose
        void close() throws Throwable {
            throw failure;
        }

        @OnError
        void error(Throwable error) throws Throwable {
            throw failure;
        }
    }

    @Test
    void exceptionsOfUserCodeComeOutUnchanged() throws Throwable {
        for (Throwable failure : List.of(new IOException(), new IllegalStateException(), new StackOverflowError())) {
            BoundEndpoint bound = server(Failing.class)
                    .bind(new Failing(failure), PARAMETERS, SessionCodecs.NONE, Deployed.INSTANCES);
            assertThatThrownBy(() -> bound.onOpen(SESSION, CONFIG)).isSameAs(failure);
            assertThatThrownBy(() -> text(bound).whole(SESSION, "x")).isSameAs(failure);
            assertThatThrownBy(() -> bound.onClose(SESSION, REASON)).isSameAs(failure);
            assertThatThrownBy(() -> bound.onError(SESSION, new IOException())).isSameAs(failure);
        }
    }

    abstract static class Generic<T, R> extends Recording {
        @OnMessage
        public R message(T message) {
            record(message);
            return answer();
        }

        abstract R answer();
    }

    static class OfInteger extends Generic<Integer, String> {
        @Override
        String answer() {
            return "ok";
        }
    }

    @Test
    void inheritedGenericMethodTakesTheBoundType() throws Throwable {
        OfInteger endpoint = new OfInteger();
        MessageReceiver.Text text =
                text(server(OfInteger.class).bind(endpoint, PARAMETERS, SessionCodecs.NONE, Deployed.INSTANCES));
        assertThat(text.whole(SESSION, "42")).isEqualTo("ok");
        assertThat(endpoint.calls).containsExactly(List.of(42));
    }

    static class Greeter extends Recording {
        @OnMessage
        String message(String message) {
            return greeting() + message;
        }

        String greeting() {
            return "base ";
        }
    }

    static class Proxied extends Greeter {
        @Override
        String message(String message) {
            return "proxied " + super.message(message);
        }
    }

    @Test
    void instanceMayBeOfASubclassSuchAsAProxy() throws Throwable {
        MessageReceiver.Text text =
                text(server(Greeter.class).bind(new Proxied(), PARAMETERS, SessionCodecs.NONE, Deployed.INSTANCES));
        assertThat(text.whole(SESSION, "x")).isEqualTo("proxied base x");
    }

    static class EveryKind {
        @OnMessage
        void text(String message) {}

        @OnMessage
        void binary(ByteBuffer message) {}

        @OnMessage
        void pong(PongMessage message) {}
    }

    @Test
    void eachKindOfMessageHasItsMethod() throws Throwable {
        assertThat(server(EveryKind.class)
                        .bind(new EveryKind(), PARAMETERS, SessionCodecs.NONE, Deployed.INSTANCES)
                        .receivers())
                .hasSize(3)
                .hasAtLeastOneElementOfType(MessageReceiver.Text.class)
                .hasAtLeastOneElementOfType(MessageReceiver.Binary.class)
                .hasAtLeastOneElementOfType(MessageReceiver.Pong.class);
    }

    static class TwoTexts {
        @OnMessage
        void first(String message) {}

        @OnMessage
        void second(int message) {}
    }

    static class TwoBinaries {
        @OnMessage
        void first(ByteBuffer message) {}

        @OnMessage
        void second(byte[] message) {}
    }

    static class TwoPongs {
        @OnMessage
        void first(PongMessage message) {}

        @OnMessage
        void second(PongMessage message, Session session) {}
    }

    @Test
    void secondMethodForAKindOfMessageIsRefused() {
        assertRefused(TwoTexts.class, "second", "@OnMessage may mark one method for text messages", "first(");
        assertRefused(TwoBinaries.class, "second", "@OnMessage may mark one method for binary messages", "first(");
        assertRefused(TwoPongs.class, "second", "@OnMessage may mark one method for pong messages", "first(");
    }

    static class OpenWithReason {
        @OnOpen
        void open(Session session, CloseReason reason) {}
    }

    static class OpenWithString {
        @OnOpen
        void open(Session session, String text) {}
    }

    static class CloseWithException {
        @OnClose
        void close(Session session, Exception exception) {}
    }

    static class ErrorWithReason {
        @OnError
        void error(Throwable error, CloseReason reason) {}
    }

    static class ErrorWithException {
        @OnError
        void error(Exception error) {}
    }

    @Test
    void parameterOfAnotherTypeIsRefused() {
        assertRefused(
                OpenWithReason.class,
                "open",
                "@OnOpen marks a method that may take Session, EndpointConfig and @PathParam parameters",
                CloseReason.class.getName());
        assertRefused(OpenWithString.class, "open", "@OnOpen", "java.lang.String");
        assertRefused(
                CloseWithException.class, "close", "@OnClose", "CloseReason and @PathParam", "java.lang.Exception");
        assertRefused(ErrorWithReason.class, "error", "@OnError", "Throwable and @PathParam", "CloseReason");
        assertRefused(ErrorWithException.class, "error", "@OnError", "Throwable and @PathParam", "java.lang.Exception");
    }

    static class ErrorWithoutError {
        @OnError
        void error(Session session) {}
    }

    @Test
    void errorMethodHasToTakeTheError() {
        assertRefused(ErrorWithoutError.class, "error", "@OnError", "has to have a parameter of the type Throwable");
    }

    static class TwoSessions {
        @OnOpen
        void open(Session session, Session again) {}
    }

    static class TwoReasons {
        @OnClose
        void close(CloseReason reason, CloseReason again) {}
    }

    static class MessageWithTwoSessions {
        @OnMessage
        void message(Session session, String message, Session again) {}
    }

    @Test
    void repeatedParameterIsRefused() {
        assertRefused(TwoSessions.class, "open", "@OnOpen", "at most one parameter of the type Session");
        assertRefused(TwoReasons.class, "close", "@OnClose", "at most one parameter of the type CloseReason");
        assertRefused(
                MessageWithTwoSessions.class, "message", "@OnMessage", "at most one parameter of the type Session");
    }

    static class TwoOpens {
        @OnOpen
        void open() {}

        @OnOpen
        void openAgain() {}
    }

    static class TwoCloses {
        @OnClose
        void close() {}

        @OnClose
        void closeAgain() {}
    }

    static class TwoErrors {
        @OnError
        void error(Throwable error) {}

        @OnError
        void errorAgain(Throwable error) {}
    }

    @Test
    void secondLifecycleMethodIsRefused() {
        assertRefused(TwoOpens.class, "open", "@OnOpen may mark one method", "openAgain()");
        assertRefused(TwoCloses.class, "close", "@OnClose may mark one method", "closeAgain()");
        assertRefused(TwoErrors.class, "error", "@OnError may mark one method", "errorAgain(");
    }

    static void assertRefused(Class<?> endpointClass, String method, String... rule) {
        assertThatThrownBy(() -> server(endpointClass))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("The endpoint class " + endpointClass.getName() + " cannot be deployed")
                .hasMessageContaining(endpointClass.getName() + "." + method)
                .hasMessageContainingAll(rule);
    }

    private static AnnotatedEndpoint server(Class<?> endpointClass) throws DeploymentException {
        return AnnotatedEndpoint.forServer(endpointClass, Set.of("room", "seat"), Codecs.NONE);
    }

    private static MessageReceiver.Text text(BoundEndpoint bound) {
        return (MessageReceiver.Text) bound.receivers().get(0);
    }

    private static MessageReceiver.Binary binary(BoundEndpoint bound) {
        return (MessageReceiver.Binary) bound.receivers().get(0);
    }
}
