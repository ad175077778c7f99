package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.servlet.FakeConnection.Kind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Endpoints that change their thread in unusual ways. */
class ThreadsOfEndpointsTest {

    @ParameterizedTest
    @EnumSource
    void anEndpointMayWaitForWhatItHasSentItself(Kind kind) throws Exception {
        String query = "patient-" + kind;
        try (FakeServer server = new FakeServer(kind, new Random(kind.ordinal()))) {
            FakeConnection connection = server.connect(query);
            connection.send(Frames.joined(List.of(Frames.text("patient 1"), Frames.text("patient 2"))));
            await().until(() -> connection.received().contains("patient 2"));
            await().until(() -> Echo.heard(query).events.size() == 5);
            assertThat(Echo.heard(query).events).containsExactly("open", "patient 1", "sent", "patient 2", "sent");
            connection.endInput();
            await().until(connection::isEnded);
            assertThat(connection.faults).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptIsNotMeantForTheConnection(Kind kind) throws Exception {
        String query = "interrupted-" + kind;
        try (FakeServer server = new FakeServer(kind, new Random(kind.ordinal()))) {
            FakeConnection connection = server.connect(query);
            connection.send(Frames.text("interrupt"));
            await().until(() -> connection.received().contains("interrupt"));
            connection.send(Frames.text("interrupt twice"));
            connection.send(Frames.text("last"));
            await().until(() -> connection.received().contains("last"));
            assertThat(connection.received())
                    .containsExactly("interrupt", "interrupt twice", "interrupt twice", "last");
            connection.endInput();
            await().until(connection::isEnded);
            assertThat(connection.faults).isEmpty();
        }
    }
}
