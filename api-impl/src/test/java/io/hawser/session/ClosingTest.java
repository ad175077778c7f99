package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.HawserSession;
import io.hawser.Setting;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.Role;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways in which sessions end: the end that closes, the bytes on the wire, and the reason in {@code onClose}. */
class ClosingTest {

    private static End open(Role role) {
        return (role == Role.SERVER ? End.server() : End.client()).open();
    }

    @Test
    void aServerAnswersTheCloseOfItsPeerAndClosesTcp() {
        try (End end = open(Role.SERVER)) {
            end.peer.close(1001, "leaving");
            end.receive();
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1001 leaving");
            assertThat(end.peer.seen()).containsExactly("CLOSE 1001 ", "END");
        }
    }

    @Test
    void aClientAnswersTheCloseOfItsPeerAndWaitsForTheServerToCloseTcp() {
        try (End end = open(Role.CLIENT)) {
            end.peer.close(4321, "leaving");
            end.receive();
            assertThat(end.endpoint.heard()).containsExactly("open", "close 4321 leaving");
            assertThat(end.peer.seen()).containsExactly("CLOSE 4321 ");
            assertThat(end.transport.isEnded()).isFalse();
            end.transport.arriveEnd();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("CLOSE 4321 ", "END");
        }
    }

    @Test
    void aClientGivesUpOnAServerThatDoesNotCloseTcp() {
        try (End end = End.client().with(Setting.CLOSE_TIMEOUT, 1000).open()) {
            end.peer.close(1000, "");
            end.receive();
            end.passMillis(900);
            assertThat(end.transport.isEnded()).isFalse();
            end.passMillis(100);
            assertThat(end.peer.seen()).containsExactly("CLOSE 1000 ", "RESET");
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1000 ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCloseWithoutACodeIsReportedAs1005AndAnsweredWithoutOne(Role role) {
        try (End end = open(role)) {
            end.peer.put(writer -> writer.close(CloseStatus.NO_STATUS));
            end.receive();
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1005 ");
            assertThat(end.peer.seen()).first().isEqualTo("CLOSE without a code");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theApplicationsCloseIsWrittenAndReportedAtOnceAndAnsweredLater(Role role) throws IOException {
        try (End end = open(role)) {
            end.session().close(new CloseReason(CloseCodes.GOING_AWAY, "lunch"));
            assertThat(end.session().isOpen())
                    .as("open for others until onClose has returned")
                    .isTrue();
            assertThat(end.openSessions.snapshot()).as("not to be sent to").isEmpty();
            end.pump();
            assertThat(end.session().isOpen()).isFalse();
            assertThat(end.peer.seen()).containsExactly("CLOSE 1001 lunch");
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1001 lunch");
            end.peer.close(1001, "");
            end.receive();
            // The server closes TCP first, the client waits for it (RFC 6455, section 7.1.1).
            assertThat(end.transport.isEnded()).isEqualTo(role == Role.SERVER);
            end.transport.arriveEnd();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("CLOSE 1001 lunch", "END");
        }
    }

    @Test
    void closeWithoutAReasonSaysNormalOrNothing() throws IOException {
        try (End end = open(Role.SERVER)) {
            end.session().close();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("CLOSE 1000 ");
            assertThat(end.endpoint.heard()).contains("close 1000 ");
        }
        for (CloseReason none : new CloseReason[] {null, new CloseReason(CloseCodes.NO_STATUS_CODE, "")}) {
            try (End end = open(Role.SERVER)) {
                end.session().close(none);
                end.pump();
                assertThat(end.peer.seen()).containsExactly("CLOSE without a code");
                assertThat(end.endpoint.heard()).contains("close 1005 ");
            }
        }
    }

    @Test
    void codesThatAreOnlyReportedCannotBeSent() {
        try (End end = open(Role.SERVER)) {
            for (CloseCodes code : List.of(CloseCodes.CLOSED_ABNORMALLY, CloseCodes.TLS_HANDSHAKE_FAILURE)) {
                assertThatThrownBy(() -> end.session().close(new CloseReason(code, "")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(Integer.toString(code.getCode()));
            }
            assertThat(end.session().isOpen()).isTrue();
        }
    }

    @Test
    void closingTwiceIsClosingOnce() throws IOException {
        try (End end = open(Role.SERVER)) {
            end.session().close(new CloseReason(CloseCodes.getCloseCode(4001), "first"));
            end.session().close(new CloseReason(CloseCodes.getCloseCode(4002), "second"));
            end.pump();
            end.session().close();
            end.peer.close(1000, "");
            end.receive();
            end.session().close();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("CLOSE 4001 first", "END");
            assertThat(end.endpoint.heard()).containsExactly("open", "close 4001 first");
        }
    }

    @Test
    void closesThatCrossEndTheSessionOnceWithTheFirstCause() throws IOException {
        try (End end = open(Role.SERVER)) {
            end.session().close(new CloseReason(CloseCodes.getCloseCode(4001), "ours"));
            end.peer.close(4002, "theirs");
            end.receive();
            assertThat(end.peer.seen()).containsExactly("CLOSE 4001 ours", "END");
            assertThat(end.endpoint.heard()).containsExactly("open", "close 4001 ours");
        }
    }

    @Test
    void closingInOnOpenIsReportedAfterIt() {
        try (End end = End.server()) {
            end.endpoint.onOpen = (session, config) -> {
                session.close();
                end.endpoint.heard().add("onOpen goes on");
                return null;
            };
            end.open();
            assertThat(end.endpoint.heard()).containsExactly("open", "onOpen goes on", "close 1000 ");
        }
    }

    @Test
    void closeInsideAMessageDiscardsLaterInput() {
        try (End end = open(Role.SERVER)) {
            end.endpoint.onText = (session, message) -> {
                session.close();
                assertThat(session.isOpen()).isFalse();
                return "too late";
            };
            end.peer.text("one").text("two").ping("p").close(1000, "").text("three");
            end.receive();
            // The Javadoc of @OnMessage requires that onError gets the error of a reply that was not sent.
            assertThat(end.endpoint.heard())
                    .containsExactly(
                            "open",
                            "text one",
                            "error SessionOverException: the session is closed: 1000",
                            "close 1000 ");
            assertThat(end.peer.seen()).containsExactly("CLOSE 1000 ", "END");
        }
    }

    @Test
    void framesAfterCloseAreDiscarded() {
        try (End end = open(Role.CLIENT)) {
            end.peer
                    .close(1000, "")
                    .text("late")
                    .ping("late")
                    .raw(0xFF, 0xFF, 0xFF)
                    .close(4000, "again");
            end.receive();
            end.peer.text("later");
            end.receive();
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1000 ");
            assertThat(end.peer.seen()).containsExactly("CLOSE 1000 ");
        }
    }

    @Test
    void theEchoFollowsAcceptedMessages() {
        try (End end = open(Role.SERVER)) {
            end.endpoint.onText = (session, message) -> message;
            end.peer.text("one").ping("p").text("two").close(1000, "");
            end.receive();
            assertThat(end.peer.seen()).containsExactly("PONG p", "TEXT one", "TEXT two", "CLOSE 1000 ", "END");
        }
    }

    @Test
    void theTransportLearnsWhetherThePeerMayStillSend() {
        try (End end = open(Role.SERVER)) {
            end.peer.close(1000, "");
            end.receive();
            assertThat(end.transport.lingers()).as("it has said its last").isFalse();
        }
        try (End end = open(Role.SERVER)) {
            end.transport.arriveEnd();
            end.pump();
            assertThat(end.transport.lingers()).as("it has ended its output").isFalse();
        }
        try (End end = open(Role.SERVER)) {
            end.peer.raw(0xFF, 0xFF);
            end.receive();
            assertThat(end.transport.lingers())
                    .as("it is in the middle of something")
                    .isTrue();
        }
    }

    /** Violations of the protocol, with the first bytes on the wire. */
    static List<Violation> violations() {
        return List.of(
                new Violation("reserved opcode", "1002", peer -> peer.raw(0x83, 0x80, 0, 0, 0, 0)),
                new Violation("unmasked frame", "1002", peer -> peer.raw(0x81, 0x00)),
                new Violation("continuation of nothing", "1002", peer -> peer.raw(0x80, 0x80, 0, 0, 0, 0)),
                new Violation("half a close code", "1002", peer -> peer.raw(0x88, 0x81, 0, 0, 0, 0, 3)),
                new Violation("text that is not UTF-8", "1007", peer -> peer.raw(0x81, 0x81, 0, 0, 0, 0, 0xFF)),
                new Violation("a large text", "1009", peer -> peer.text("x".repeat(101))),
                new Violation(
                        "a large binary message", "1009", peer -> peer.put(w -> w.binary(ByteBuffer.allocate(101)))));
    }

    private record Violation(String name, String code, Consumer<RawPeer> frames) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("violations")
    void aBrokenPeerGetsTheReasonAndIsNotWaitedFor(Violation violation) {
        try (End end = End.server()
                .with(Setting.MAX_TEXT_MESSAGE_SIZE, 100)
                .with(Setting.MAX_BINARY_MESSAGE_SIZE, 100)
                .open()) {
            end.peer.text("good");
            violation.frames().accept(end.peer);
            end.peer.text("never read").send();
            end.pump();
            assertThat(end.peer.seen()).hasSize(2).last().isEqualTo("END");
            assertThat(end.peer.seen().get(0)).startsWith("CLOSE " + violation.code() + " ");
            assertThat(end.endpoint.heard()).hasSize(4).startsWith("open", "text good");
            assertThat(end.endpoint.heard().get(2)).startsWith("error SessionException: ");
            assertThat(end.endpoint.heard().get(3))
                    .isEqualTo("close" + end.peer.seen().get(0).substring("CLOSE".length()));
        }
    }

    @Test
    void aClientFailsOnAMaskedFrame() {
        try (End end = open(Role.CLIENT)) {
            end.peer.raw(0x81, 0x80, 0, 0, 0, 0);
            end.receive();
            assertThat(end.peer.seen()).hasSize(2).last().isEqualTo("END");
            assertThat(end.peer.seen()).first().asString().startsWith("CLOSE 1002 ");
        }
    }

    @Test
    void aPeerThatBreaksTheProtocolAfterOurCloseIsCutOffAndTheFirstCauseIsReported() {
        try (End end = open(Role.SERVER)) {
            end.endpoint.onText = (session, message) -> {
                session.getBasicRemote().sendText("accepted");
                session.close(new CloseReason(CloseCodes.getCloseCode(4000), "ours"));
                return null;
            };
            end.peer.text("close!").raw(0xFF);
            end.peer.raw(0xFF).send();
            end.pump();
            // Messages that were accepted before are still written.
            assertThat(end.peer.seen()).containsExactly("TEXT accepted", "CLOSE 4000 ours", "END");
            assertThat(end.endpoint.heard()).hasSize(4).last().isEqualTo("close 4000 ours");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfInputWithoutACloseFrameReachesOnCloseAs1006(Role role) {
        try (End end = open(role)) {
            end.peer.text("last").send();
            end.transport.arriveEnd();
            end.pump();
            assertThat(end.endpoint.heard()).containsExactly("open", "text last", "close 1006 ");
            assertThat(end.peer.seen()).containsExactly("END");
        }
    }

    @Test
    void aPeerThatEndsItsOutputAtOnceStillGetsItsAnswers() {
        try (End end = open(Role.SERVER)) {
            end.endpoint.onText = (session, message) -> message;
            end.peer.text("echo").close(1000, "").send();
            end.transport.arriveEnd();
            // All of this is one turn. Nothing is written before the end of input is known.
            end.transport.runEvents();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT echo", "CLOSE 1000 ", "END");
            assertThat(end.endpoint.heard()).containsExactly("open", "text echo", "close 1000 ");
        }
    }

    @Test
    void aHalfClosedPeerStillGetsWhatWasAcceptedThoughNoCloseFrame() {
        try (End end = open(Role.SERVER)) {
            end.endpoint.onText = (session, message) -> message;
            end.peer.text("echo").send();
            end.transport.arriveEnd();
            end.transport.runEvents();
            end.pump();
            assertThat(end.peer.seen()).containsExactly("TEXT echo", "END");
            assertThat(end.endpoint.heard()).containsExactly("open", "text echo", "close 1006 ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResetReachesOnErrorAndOnCloseAs1006(Role role) {
        try (End end = open(role)) {
            end.transport.broke(new IOException("connection reset by peer"));
            end.pump();
            assertThat(end.endpoint.heard())
                    .containsExactly("open", "error SessionException: connection reset by peer", "close 1006 ");
            assertThat(end.peer.seen()).isEmpty();
        }
    }

    @Test
    void aResetAfterTheCloseIsNoError() throws IOException {
        try (End end = open(Role.CLIENT)) {
            end.session().close();
            end.transport.broke(new IOException("connection reset by peer"));
            end.pump();
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1000 ");
        }
    }

    @Test
    void everyCauseAtOnceEndsTheSessionOnce() throws IOException {
        try (End end = open(Role.SERVER)) {
            end.peer.close(4001, "peer").send();
            end.session().close(new CloseReason(CloseCodes.getCloseCode(4002), "application"));
            end.connection().close(CloseStatus.of(1001, "stop"));
            end.transport.arriveEnd();
            end.transport.broke(new IOException("reset"));
            end.pump();
            assertThat(end.endpoint.heard()).containsExactly("open", "close 4002 application");
        }
    }

    @Test
    void anExceptionInOnOpenIsReportedAndClosesWith1011() {
        try (End end = End.server()) {
            end.endpoint.onOpen = (session, config) -> {
                end.peer.text("too early").send();
                throw new IllegalStateException("not today");
            };
            end.open();
            assertThat(end.endpoint.heard())
                    .containsExactly(
                            "open",
                            "error IllegalStateException: not today",
                            "close 1011 the endpoint could not be opened");
            assertThat(end.peer.seen()).containsExactly("CLOSE 1011 the endpoint could not be opened");
        }
    }

    @Test
    void anExceptionInOnCloseDoesNotStopTheCleanUp() throws Exception {
        End end = open(Role.SERVER);
        end.endpoint.handlesErrors = false;
        try (end;
                Log log = new Log("io.hawser.session")) {
            end.endpoint.onClose = (session, reason) -> {
                throw new IllegalStateException("no");
            };
            end.peer.close(1000, "");
            end.receive();
            assertThat(end.registry).containsExactly("opened", "session ended", "ended");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("onClose of")
                    .contains("no onError");
            assertThatThrownBy(() -> end.session().getRequestURI()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theSessionIsNoLongerAmongTheOpenOnesInOnClose() {
        try (End end = open(Role.SERVER)) {
            List<Integer> sizes = new ArrayList<>();
            end.endpoint.onClose =
                    (session, reason) -> sizes.add(session.getOpenSessions().size());
            end.peer.close(1000, "");
            end.receive();
            assertThat(sizes).containsExactly(0);
        }
    }

    @Test
    void theContainerLearnsOfTheEndAfterOnClose() {
        try (End end = open(Role.SERVER)) {
            end.endpoint.onClose = (session, reason) -> end.registry.add("onClose");
            end.peer.close(1000, "");
            end.receive();
            assertThat(end.registry).containsExactly("opened", "onClose", "session ended", "ended");
            end.registry.remove("onClose");
        }
    }

    /** The methods that an application must not call after the end of the session. */
    static List<Consumer<Session>> methods() {
        return List.of(
                Session::getContainer,
                session -> session.addMessageHandler(String.class, message -> {}),
                session -> session.addMessageHandler(byte[].class, (part, last) -> {}),
                Session::getMessageHandlers,
                Session::getProtocolVersion,
                Session::getNegotiatedSubprotocol,
                Session::getNegotiatedExtensions,
                Session::isSecure,
                Session::getMaxIdleTimeout,
                session -> session.setMaxIdleTimeout(1),
                Session::getMaxBinaryMessageBufferSize,
                session -> session.setMaxBinaryMessageBufferSize(1),
                Session::getMaxTextMessageBufferSize,
                session -> session.setMaxTextMessageBufferSize(1),
                Session::getRequestURI,
                Session::getRequestParameterMap,
                Session::getQueryString,
                Session::getPathParameters,
                Session::getUserProperties,
                Session::getUserPrincipal,
                Session::getOpenSessions);
    }

    @Test
    void sessionMethodsWorkInOnCloseAndThrowAfterIt() {
        End end = End.server();
        end.endpoint.receivesMessages = false;
        try (end) {
            end.open();
            end.endpoint.onClose = (session, reason) -> {
                assertThat(session.isOpen()).isFalse();
                methods()
                        .forEach(method ->
                                assertThatCode(() -> method.accept(session)).doesNotThrowAnyException());
                return null;
            };
            end.peer.close(1000, "");
            end.receive();
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1000 ");
            assertThat(methods())
                    .allSatisfy(method -> assertThatThrownBy(() -> method.accept(end.session()))
                            .isInstanceOf(IllegalStateException.class));
            assertThat(end.session().isOpen()).isFalse();
            assertThat(end.session().toString()).contains("closed");
            assertThatCode(() -> end.session().close()).doesNotThrowAnyException();
        }
    }

    @Test
    void whatIsAskedOfASessionThatHasEndedIsRefusedBeforeItsArgumentsAreLookedAt() {
        try (End end = open(Role.SERVER)) {
            Session session = end.session();
            List<ThrowingCallable> uses = List.of(
                    () -> session.addMessageHandler(null),
                    () -> session.addMessageHandler(null, (MessageHandler.Whole<String>) null),
                    () -> session.addMessageHandler(String.class, (MessageHandler.Partial<String>) null),
                    () -> session.removeMessageHandler(null),
                    () -> session.setMaxTextMessageBufferSize(-7),
                    () -> session.setMaxBinaryMessageBufferSize(-7));
            assertThat(uses).allSatisfy(use -> assertThatThrownBy(use).isInstanceOf(IllegalArgumentException.class));
            end.peer.close(1000, "");
            end.receive();
            assertThat(uses).allSatisfy(use -> assertThatThrownBy(use).isInstanceOf(IllegalStateException.class));
        }
    }

    @Test
    void closingAndSendingInOnCloseWaitForNothing() {
        try (End end = open(Role.SERVER)) {
            end.endpoint.onClose = (session, reason) -> {
                session.close();
                session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "too late"));
                assertThatThrownBy(() -> session.getBasicRemote().sendText("late"))
                        .isInstanceOf(IOException.class);
                assertThatThrownBy(
                                () -> session.getAsyncRemote().sendText("late").get())
                        .hasCauseInstanceOf(IOException.class);
                assertThatThrownBy(() -> HawserSession.of(session).ping().get()).hasCauseInstanceOf(IOException.class);
                return null;
            };
            end.peer.close(1000, "");
            end.receive();
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1000 ");
            assertThat(end.peer.seen()).containsExactly("CLOSE 1000 ", "END");
        }
    }

    @Test
    void nothingCanBeSentAfterTheClose() throws IOException {
        try (End end = open(Role.SERVER)) {
            var basic = end.session().getBasicRemote();
            var async = end.session().getAsyncRemote();
            List<Throwable> results = new ArrayList<>();
            end.session().close();
            assertThatThrownBy(() -> basic.sendText("late")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> basic.sendText("late", false)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> basic.sendPing(ByteBuffer.allocate(0))).isInstanceOf(IOException.class);
            async.sendText("late", result -> results.add(result.getException()));
            end.pump();
            assertThat(results).singleElement().isInstanceOf(IOException.class);
            assertThat(end.peer.seen()).containsExactly("CLOSE 1000 ");
        }
    }

    @Test
    void aLongReasonIsCutAndStillReadable() {
        try (End end = open(Role.SERVER)) {
            end.connection().close(CloseStatus.of(1001, "\u20AC".repeat(100)));
            end.pump();
            assertThat(end.peer.seen()).containsExactly("CLOSE 1001 " + "\u20AC".repeat(41));
        }
    }
}
