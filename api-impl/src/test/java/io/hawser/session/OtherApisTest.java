package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.Role;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The server provides the classes of the API. They may be an older version, or those of another implementation, which
 * throw in more cases. The build runs these tests with such APIs too.
 */
class OtherApisTest {

    private static final CloseStatus STATUS = CloseStatus.of(1014, "bad gateway");

    /** {@return whether the API is 2.2 or later} */
    private static boolean resultsKnowTheirSession() {
        return Arrays.stream(SendResult.class.getMethods())
                .anyMatch(method -> method.getName().equals("getSession"));
    }

    /** The build names the API of a run. A run with another API would prove nothing. */
    @Test
    void theseTestsRunWithTheApiThatTheyAreMeantToRunWith() {
        String api = SendResult.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        String expected = System.getProperty("hawser.expected.api");
        assertThat(api).endsWith(expected == null ? ".jar" : expected);
        assertThat(resultsKnowTheirSession()).isEqualTo(expected == null || expected.startsWith("tomcat"));
    }

    static Stream<Arguments> codesThatAPeerMaySend() {
        return IntStream.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4999)
                .boxed()
                .flatMap(code -> Stream.of(Role.values()).map(role -> Arguments.of(code, role)));
    }

    @ParameterizedTest
    @MethodSource("codesThatAPeerMaySend")
    void whateverCodeAPeerClosesWithOnCloseGetsItAndTheSessionEnds(int code, Role role) {
        try (End end = (role == Role.SERVER ? End.server() : End.client()).open()) {
            List<CloseCode> codes = new ArrayList<>();
            end.endpoint.onClose = (session, reason) -> codes.add(reason.getCloseCode());
            end.peer.close(code, "bye");
            end.receive();
            end.transport.arriveEnd();
            end.pump();
            assertThat(end.endpoint.heard()).containsExactly("open", "close " + code + " bye");
            assertThat(end.peer.seen()).containsExactly("CLOSE " + code + " ", "END");
            assertThat(end.registry).containsExactly("opened", "session ended", "ended");
            assertThat(codes)
                    .singleElement()
                    .satisfies(told -> assertThat(told.getCode()).isEqualTo(code));
        }
    }

    @Test
    void anApplicationMayCloseWithACodeThatTheApiDoesNotKnow() throws Exception {
        try (End end = End.server().open()) {
            end.session().close(new CloseReason(() -> 1014, "upstream"));
            end.pump();
            assertThat(end.peer.seen()).containsExactly("CLOSE 1014 upstream");
            assertThat(end.endpoint.heard()).containsExactly("open", "close 1014 upstream");
        }
    }

    @Test
    void aCodeOfTheApplicationsOwnThatStandsForNoneIsNone() throws Exception {
        try (End end = End.server().open()) {
            end.session().close(new CloseReason(() -> 1005, ""));
            end.pump();
            assertThat(end.peer.seen()).containsExactly("CLOSE without a code");
        }
    }

    @Test
    void aCodeThatTheApiRefusesIsReportedNevertheless() {
        CloseReason thrown = CloseReasons.of(
                STATUS,
                code -> {
                    throw new IllegalArgumentException("Invalid close code: " + code);
                },
                CloseReason::new);
        CloseReason none = CloseReasons.of(STATUS, code -> null, CloseReason::new);
        CloseReason other = CloseReasons.of(STATUS, code -> CloseReason.CloseCodes.RESERVED, CloseReason::new);
        assertThat(List.of(thrown, none, other)).allSatisfy(reason -> {
            assertThat(reason.getCloseCode().getCode()).isEqualTo(1014);
            assertThat(reason.getCloseCode()).hasToString("1014");
            assertThat(reason.getReasonPhrase()).isEqualTo("bad gateway");
        });
        assertThat(thrown.getCloseCode())
                .isEqualTo(none.getCloseCode())
                .hasSameHashCodeAs(none.getCloseCode())
                .isNotEqualTo(CloseReason.CloseCodes.NORMAL_CLOSURE);
    }

    @Test
    void aReasonThatTheApiRefusesIsLeftOut() throws Exception {
        try (Log log = new Log("io.hawser.session")) {
            CloseReason reason =
                    CloseReasons.of(STATUS, CloseReason.CloseCodes::getCloseCode, OtherApisTest::withoutAReason);
            assertThat(reason.getCloseCode().getCode()).isEqualTo(1014);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("reason")
                    .contains("API");
        }
    }

    private static CloseReason withoutAReason(CloseCode code, String reason) {
        if (reason != null) {
            throw new IllegalArgumentException("too long");
        }
        return new CloseReason(code, null);
    }

    @Test
    void whatAPartOfTheEndThrowsStopsNoOther() throws Exception {
        try (End end = End.server().open();
                Log log = new Log("io.hawser.session")) {
            end.endpoint.handlesErrors = false;
            end.endpoint.onClose = (session, reason) -> {
                throw new NoSuchMethodError("of another API");
            };
            end.endpoint.onRelease = () -> {
                throw new IllegalStateException("the container is gone");
            };
            end.onEnded = () -> {
                throw new NoClassDefFoundError("unloaded");
            };
            end.peer.close(1000, "");
            end.receive();
            assertThat(end.registry).containsExactly("opened", "session ended", "ended");
            assertThat(end.peer.seen()).containsExactly("CLOSE 1000 ", "END");
            assertThat(log.lines())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).contains(end.session().getId()));
        }
    }

    @Test
    void sendHandlersAreCalledWithEveryVersionOfTheApi() throws Exception {
        List<SendResult> results = new ArrayList<>();
        try (End end = End.server().open()) {
            end.session().getAsyncRemote().sendText("one", results::add);
            end.pump();
            assertThat(results).singleElement().satisfies(result -> {
                assertThat(result.isOK()).isTrue();
                assertThat(result.getException()).isNull();
            });
            results.clear();
            var async = end.session().getAsyncRemote();
            end.session().close();
            async.sendText("late", results::add);
            end.pump();
            assertThat(results).singleElement().satisfies(result -> {
                assertThat(result.isOK()).isFalse();
                assertThat(result.getException()).isInstanceOf(IOException.class);
            });
        }
    }

    @Test
    void sinceTheApiHasItResultsKnowTheirSession() {
        assumeTrue(resultsKnowTheirSession(), "SendResult.getSession() exists since Jakarta WebSocket 2.2");
        try (End end = End.server().open()) {
            List<Object> sessions = new ArrayList<>();
            end.session().getAsyncRemote().sendText("one", result -> sessions.add(result.getSession()));
            end.pump();
            assertThat(sessions).containsExactly(end.session());
        }
    }

    @Test
    void aReasonWithoutACodeIsRefused() {
        CloseReason reason = new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, "") {
            @Override
            public CloseCode getCloseCode() {
                return null;
            }
        };
        try (End end = End.server().open()) {
            assertThatThrownBy(() -> end.session().close(reason))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("close code");
            assertThat(end.session().isOpen()).isTrue();
        }
    }
}
