package io.hawser.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.Setting;
import io.hawser.protocol.Role;
import jakarta.websocket.DecodeException;
import jakarta.websocket.EncodeException;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages on an open session, from the wire to the endpoint and back. */
class MessagesTest {

    private static End open(Role role) {
        return (role == Role.SERVER ? End.server() : End.client()).open();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void eachKindOfMessageReachesItsMethodInOrder(Role role) {
        try (End end = open(role)) {
            end.peer
                    .text("hello")
                    .put(writer -> writer.binary(bytes("data")))
                    .put(writer -> writer.pong(bytes("alive")))
                    .text("\uD83D\uDC4B")
                    .send();
            end.pump();
            assertThat(end.endpoint.heard())
                    .containsExactly("open", "text hello", "binary data", "pong alive", "text \uD83D\uDC4B");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesBehindTheHandshakeAreTheFirstFrameAndWaitForOnOpen(Role role) {
        try (End end = role == Role.SERVER ? End.server() : End.client()) {
            end.endpoint.onOpen = (session, config) -> {
                // In the same batch of events, before the endpoint is open.
                end.peer.text("first").send();
                return end.endpoint.heard().add("onOpen goes on");
            };
            end.open();
            assertThat(end.endpoint.heard()).containsExactly("open", "onOpen goes on", "text first");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void messagesArriveWhereverTheInputIsCut(int size) {
        try (End end = open(Role.SERVER)) {
            end.transport.splitInput(size);
            end.peer
                    .text("gr\u00FC\u00DFe")
                    .put(writer -> writer.textPart("one ", false))
                    .ping("p")
                    .put(writer -> writer.textPart("message", true))
                    .close(1000, "bye");
            end.receive();
            assertThat(end.endpoint.heard())
                    .containsExactly("open", "text gr\u00FC\u00DFe", "text one message", "close 1000 bye");
            assertThat(end.peer.seen()).containsExactly("PONG p", "CLOSE 1000 ", "END");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyWayToSendAMessageWritesOneFrame(Role role) throws Exception {
        try (End end = open(role)) {
            var basic = end.session().getBasicRemote();
            var async = end.session().getAsyncRemote();
            basic.sendText("basic");
            basic.sendBinary(bytes("bytes"));
            basic.sendObject("object");
            basic.sendObject(42);
            basic.sendObject(true);
            basic.sendObject('c');
            basic.sendObject(new byte[] {'x'});
            basic.sendObject(bytes("buffer"));
            async.sendText("async");
            async.sendBinary(bytes("bytes"));
            async.sendObject(1.5);
            basic.sendPing(bytes("ping"));
            async.sendPong(bytes("pong"));
            end.pump();
            assertThat(end.peer.seen())
                    .containsExactly(
                            "TEXT basic",
                            "BINARY bytes",
                            "TEXT object",
                            "TEXT 42",
                            "TEXT true",
                            "TEXT c",
                            "BINARY x",
                            "BINARY buffer",
                            "TEXT async",
                            "BINARY bytes",
                            "TEXT 1.5",
                            "PING ping",
                            "PONG pong");
        }
    }

    @Test
    void anObjectWithoutAnEncoderIsRefusedAndTheSessionGoesOn() throws Exception {
        try (End end = open(Role.SERVER)) {
            assertThatThrownBy(() -> end.session().getBasicRemote().sendObject(List.of()))
                    .isInstanceOf(EncodeException.class)
                    .hasMessageContaining("encoder");
            assertThat(end.session().getAsyncRemote().sendObject(List.of()))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(EncodeException.class);
            end.session().getBasicRemote().sendText("next");
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT next");
        }
    }

    @Test
    void argumentsThatAreMissingAreRefusedAsTheApiSays() throws Exception {
        try (End end = open(Role.SERVER)) {
            var basic = end.session().getBasicRemote();
            var async = end.session().getAsyncRemote();
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> basic.sendText(null),
                    () -> basic.sendText(null, true),
                    () -> basic.sendBinary(null),
                    () -> basic.sendBinary(null, true),
                    () -> basic.sendObject(null),
                    () -> basic.sendPing(null),
                    () -> basic.sendPong(ByteBuffer.allocate(126)),
                    () -> async.sendText(null),
                    () -> async.sendText("text", null),
                    () -> async.sendBinary(null),
                    () -> async.sendBinary(bytes("data"), null),
                    () -> async.sendObject(null),
                    () -> async.sendObject("text", null),
                    () -> basic.sendText("lone \uD800 surrogate"))) {
                assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
            }
            basic.sendText("still here");
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT still here");
        }
    }

    @Test
    void aReturnValueIsSentBack() {
        try (End end = open(Role.SERVER)) {
            end.endpoint.onText = (session, message) -> message.length();
            end.endpoint.onBinary = (session, message) -> message;
            end.endpoint.onPong = (session, message) -> "pong seen";
            end.peer.text("four").put(writer -> writer.binary(bytes("echo"))).put(writer -> writer.pong(bytes("")));
            end.receive();
            assertThat(end.peer.seen()).containsExactly("TEXT 4", "BINARY echo", "TEXT pong seen");
        }
    }

    @Test
    void manySmallReturnValuesOfOneTurnLeaveAsOnePiece() {
        try (End end = open(Role.SERVER)) {
            end.endpoint.onText = (session, message) -> message;
            for (int i = 0; i < 20; i++) {
                end.peer.text("message " + i);
            }
            end.receive();
            assertThat(end.peer.seen()).hasSize(20);
            assertThat(end.transport.pieces()).hasSize(1);
            assertThat(end.transport.flushes()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1000})
    void headerAndPayloadAreNeverTwoPackets(int length) throws Exception {
        try (End end = open(Role.CLIENT)) {
            end.session().getBasicRemote().sendText("x".repeat(length));
            end.pump();
            assertThat(end.transport.pieces()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageLargerThanAnyBufferIsOneFrame(Role role) throws Exception {
        try (End end = open(role)) {
            end.transport.lendAtMost(64);
            end.session().getBasicRemote().sendText("x".repeat(70_000));
            end.pump();
            end.session().getBasicRemote().sendText("next");
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT of 70000 bytes", "TEXT next");
        }
    }

    @Test
    void theBufferOfTheCallerIsLeftAtItsLimitAndNeitherMaskedNorKept() throws Exception {
        try (End end = open(Role.CLIENT)) {
            ByteBuffer whole = bytes("--payload--").position(2).limit(9);
            end.session().getBasicRemote().sendBinary(whole.asReadOnlyBuffer());
            end.session().getBasicRemote().sendBinary(whole.slice());
            end.session().getBasicRemote().sendBinary(whole);
            assertThat(whole.position()).isEqualTo(9);
            assertThat(whole.limit()).isEqualTo(9);
            assertThat(whole.flip()).isEqualTo(bytes("--payload"));
            Arrays.fill(whole.array(), (byte) '?');
            ByteBuffer direct = ByteBuffer.allocateDirect(10);
            direct.put(bytes("--direct")).flip().position(2);
            end.session().getBasicRemote().sendBinary(direct);
            end.pump();
            assertThat(end.peer.seen())
                    .containsExactly("BINARY payload", "BINARY payload", "BINARY payload", "BINARY direct");
        }
    }

    @Test
    void handlersAreAddedAndRemovedWhileMessagesCome() {
        try (End end = End.server()) {
            end.endpoint.receivesMessages = false;
            end.open();
            MessageHandler.Whole<String> texts = message -> end.endpoint.heard().add("handler " + message);
            end.peer.text("nobody listens");
            end.receive();
            end.session().addMessageHandler(String.class, texts);
            end.session().addMessageHandler(ByteBuffer.class, message -> {});
            end.session().addMessageHandler(PongMessage.class, message -> {});
            assertThat(end.session().getMessageHandlers()).hasSize(3).contains(texts);
            assertThatThrownBy(() -> end.session().addMessageHandler(String.class, message -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("text");
            assertThatThrownBy(() -> end.session().addMessageHandler(byte[].class, message -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("binary");
            assertThatThrownBy(() -> end.session().addMessageHandler(PongMessage.class, message -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("pong");
            end.peer.text("one");
            end.receive();
            end.session().getMessageHandlers().forEach(end.session()::removeMessageHandler);
            assertThat(end.session().getMessageHandlers()).isEmpty();
            assertThatThrownBy(() -> end.session().removeMessageHandler(texts))
                    .isInstanceOf(IllegalArgumentException.class);
            end.peer.text("two").put(writer -> writer.binary(bytes("two"))).put(writer -> writer.pong(bytes("two")));
            end.receive();
            assertThat(end.endpoint.heard()).containsExactly("open", "handler one");
        }
    }

    @Test
    void aMessageWithoutAReceiverIsDroppedAsItArrives() {
        try (End end = End.server().with(Setting.MAX_BINARY_MESSAGE_SIZE, 3)) {
            end.endpoint.receivesMessages = false;
            end.open();
            end.peer
                    .put(writer -> writer.binary(bytes("four")))
                    .put(writer -> writer.binaryPart(ByteBuffer.allocate(50_000), false))
                    .put(writer -> writer.binaryPart(ByteBuffer.allocate(50_000), true))
                    .text("text")
                    .ping("alive");
            end.receive();
            assertThat(end.endpoint.heard()).containsExactly("open");
            assertThat(end.peer.seen()).containsExactly("PONG alive");
        }
    }

    @Test
    void anErrorOfAMethodGoesToOnErrorAndTheSessionStaysOpen() {
        try (End end = open(Role.SERVER)) {
            end.endpoint.onText = (session, message) -> {
                throw new IllegalArgumentException("no " + message);
            };
            end.endpoint.onBinary = (session, message) -> List.of();
            end.endpoint.onPong = (session, message) -> {
                throw new AssertionError("an Error too");
            };
            end.peer
                    .text("one")
                    .text("two")
                    .put(writer -> writer.binary(bytes("x")))
                    .put(writer -> writer.pong(bytes("p")));
            end.receive();
            assertThat(end.endpoint.heard())
                    .containsExactly(
                            "open",
                            "text one",
                            "error IllegalArgumentException: no one",
                            "text two",
                            "error IllegalArgumentException: no two",
                            "binary x",
                            "error EncodeException: there is no encoder for java.util.ImmutableCollections$ListN",
                            "pong p",
                            "error AssertionError: an Error too");
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void anUnhandledErrorIsLoggedAndTheSessionContinues() throws Exception {
        try (End end = open(Role.SERVER);
                Log log = new Log("io.hawser.session")) {
            end.endpoint.onText = (session, message) -> {
                throw new IllegalArgumentException("first");
            };
            end.endpoint.onError = (session, error) -> {
                throw new IllegalStateException("second");
            };
            end.peer.text("one");
            end.receive();
            end.endpoint.handlesErrors = false;
            end.peer.text("two");
            end.receive();
            assertThat(end.endpoint.heard())
                    .containsExactly("open", "text one", "error IllegalArgumentException: first", "text two");
            assertThat(log.lines())
                    .hasSize(2)
                    .allMatch(line -> line.contains(end.session().getId() + " /path: "));
            assertThat(log.lines().get(0)).contains("onError of io.hawser.session.RecordingEndpoint has thrown");
            assertThat(log.lines().get(1))
                    .contains("onMessage of io.hawser.session.RecordingEndpoint has thrown, and there is no onError");
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void whatAPeerDoesWrongIsOneLineAndNotTheEndpointsFault() throws Exception {
        try (End end = open(Role.SERVER);
                Log log = new Log("io.hawser.session")) {
            end.endpoint.handlesErrors = false;
            end.endpoint.onText = (session, message) -> {
                throw new DecodeException(message, "not a number");
            };
            end.peer.text("one");
            end.receive();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("cannot accept a message of the peer: not a number");
            end.peer.raw(0x83, 0x80);
            end.receive();
            assertThat(log.lines()).hasSize(2).last().asString().contains("/path failed with 1002 (");
        }
    }

    @Test
    void whatAPeerHasWrittenIsEscapedInTheLog() throws Exception {
        try (End end = open(Role.SERVER);
                Log log = new Log("io.hawser.session")) {
            end.endpoint.handlesErrors = false;
            end.endpoint.onText = (session, message) -> {
                throw new DecodeException(message, "no number: " + message);
            };
            end.peer.text("1\nSEVERE: all is lost\u001b[2J");
            end.receive();
            end.endpoint.onText = (session, message) -> {
                throw new IllegalArgumentException(message);
            };
            end.peer.text("1\nSEVERE: all is lost\u001b[2J");
            end.receive();
            assertThat(log.lines()).hasSize(2).noneMatch(line -> line.matches("(?s).*[\n\u001b].*"));
            assertThat(log.lines().get(0)).contains("no number: 1\\u000aSEVERE: all is lost\\u001b[2J");
            assertThat(log.thrown())
                    .singleElement()
                    .hasToString("java.lang.IllegalArgumentException: 1\\u000aSEVERE: all is lost\\u001b[2J");
        }
    }

    @Test
    void manyFaultsOfAKindAreFewLinesAndAnotherFaultIsLogged() throws Exception {
        try (End end = open(Role.SERVER);
                Log log = new Log("io.hawser.session")) {
            end.endpoint.handlesErrors = false;
            end.endpoint.onText = (session, message) -> {
                throw message.equals("other") ? new IllegalStateException() : new IllegalArgumentException(message);
            };
            for (int i = 0; i < 516; i++) {
                end.peer.text("number " + i);
                end.receive();
            }
            end.peer.text("other");
            end.receive();
            assertThat(log.lines()).hasSize(21);
            assertThat(log.thrown()).last().isInstanceOf(IllegalStateException.class);
            io.hawser.log.Log.sumUp();
            assertThat(log.lines())
                    .hasSize(22)
                    .last()
                    .asString()
                    .startsWith("WARNING 496 more like this in the last ")
                    .contains("onMessage of io.hawser.session.RecordingEndpoint has thrown");
        }
    }

    @Test
    void theLimitOfAMethodIsWhereTheSessionStartsAndCanBeChanged() {
        try (End end = End.server()) {
            end.endpoint.maxMessageSize = 3;
            end.open();
            assertThat(end.session().getMaxTextMessageBufferSize()).isEqualTo(3);
            assertThat(end.session().getMaxBinaryMessageBufferSize()).isEqualTo(3);
            end.session().setMaxTextMessageBufferSize(4);
            end.session().setMaxBinaryMessageBufferSize(5);
            assertThatThrownBy(() -> end.session().setMaxTextMessageBufferSize(-2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("maxTextMessageSize");
            assertThatThrownBy(() -> end.session().setMaxBinaryMessageBufferSize(-2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("maxBinaryMessageSize");
            end.peer.text("four").put(writer -> writer.binary(bytes("five!"))).text("five!");
            end.receive();
            assertThat(end.endpoint.heard()).startsWith("open", "text four", "binary five!");
            assertThat(end.peer.seen())
                    .first()
                    .asString()
                    .startsWith("CLOSE 1009")
                    .contains("maxTextMessageSize 4");
        }
    }

    @Test
    void theSessionHasTheResultsOfTheHandshake() {
        End end = End.server();
        end.config.getUserProperties().put("shared", "value");
        try (end) {
            end.endpoint.onOpen = (session, config) -> {
                assertThat(config).isSameAs(end.config);
                assertThat(session.isOpen()).isTrue();
                return null;
            };
            end.open();
            var session = end.session();
            assertThat(session.getId()).isEqualTo(end.transport.facts().id());
            assertThat(session.getRequestURI()).hasToString("ws://localhost/path?color=red");
            assertThat(session.getQueryString()).isEqualTo("color=red");
            assertThat(session.getRequestParameterMap()).isEqualTo(Map.of("color", List.of("red")));
            assertThat(session.getPathParameters()).isEqualTo(Map.of("name", "value"));
            assertThat(session.getNegotiatedSubprotocol()).isEmpty();
            assertThat(session.getNegotiatedExtensions()).isEmpty();
            assertThat(session.getProtocolVersion()).isEqualTo("13");
            assertThat(session.isSecure()).isFalse();
            assertThat(session.getUserPrincipal()).isNull();
            assertThat(session.getOpenSessions()).containsExactly(session);
            assertThat(session.getUserProperties()).isEqualTo(Map.of("shared", "value"));
            session.getUserProperties().put("own", 1);
            assertThat(end.config.getUserProperties()).doesNotContainKey("own");
            assertThat(session.toString()).contains(session.getId(), "open");
        }
    }
}
