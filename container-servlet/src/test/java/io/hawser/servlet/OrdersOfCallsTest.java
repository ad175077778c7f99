package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.Settings;
import io.hawser.servlet.FakeConnection.Kind;
import io.hawser.transport.ConnectionHandle;
import io.hawser.transport.RequestContext;
import io.hawser.transport.Transport;
import io.hawser.transport.Upgrade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * State and handler are joined in either order. The container may initialize the handler, have input, lose the
 * connection and destroy the handler at any time, or never initialize it.
 */
class OrdersOfCallsTest {

    /** The events of an upgrade. */
    private enum Step {
        AGREED,
        INIT,
        INPUT,
        END_OF_INPUT,
        BREAK,
        DESTROY
    }

    /** Counts the calls of an opening: exactly one of the two methods, once. */
    private static final class Counted implements Upgrade.Opening {
        private final Upgrade.Opening opening;
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger abandoned = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();

        Counted(Upgrade.Opening opening) {
            this.opening = opening;
        }

        @Override
        public ConnectionHandle open(Transport transport, Runnable whenEnded) {
            opened.incrementAndGet();
            return opening.open(transport, () -> {
                whenEnded.run();
                ended.incrementAndGet();
            });
        }

        @Override
        public Settings settings() {
            return opening.settings();
        }

        @Override
        public void abandon() {
            abandoned.incrementAndGet();
            opening.abandon();
        }

        boolean isOver() {
            return opened.get() + abandoned.get() == 1 && ended.get() == opened.get();
        }
    }

    /** One upgrade with one order of steps. */
    private record Attempt(List<Step> steps, String query, FakeConnection connection, Counted opening) {

        boolean isOver() {
            return opening.isOver() && connection.calls.get() == 0;
        }

        void check() {
            assertThat(connection.faults).as("%s", steps).isEmpty();
            List<String> events = Echo.heard(query).events;
            if (opening.opened.get() == 1) {
                assertThat(events).as("%s", steps).startsWith("open").doesNotHaveDuplicates();
                assertThat(events.get(events.size() - 1)).as("%s", steps).startsWith("close ");
            } else {
                assertThat(events).as("%s", steps).isEmpty();
            }
        }
    }

    private static void permute(List<Step> done, List<Step> left, List<List<Step>> all) {
        if (done.contains(Step.DESTROY) || left.isEmpty()) {
            // The container makes no further calls, but the handshake may end only then.
            List<Step> whole = new ArrayList<>(done);
            if (!whole.contains(Step.AGREED)) {
                whole.add(Step.AGREED);
            }
            all.add(whole);
            return;
        }
        for (Step step : left) {
            List<Step> more = new ArrayList<>(done);
            more.add(step);
            List<Step> rest = new ArrayList<>(left);
            rest.remove(step);
            permute(more, rest, all);
        }
    }

    private static Attempt attempt(FakeServer server, List<Step> steps, int number) {
        String query = server.kind + "-order-" + number;
        FakeRequest request = FakeRequest.upgrade();
        request.query = query;
        Upgrade.Accepted accepted = (Upgrade.Accepted) server.application
                .container()
                .upgrade(
                        ServletRequests.copy(request.request, new ServletHeaders(request.request).headers()),
                        "/echo",
                        ServletRequests.facts(request.request),
                        RequestContext.NONE)
                .orElseThrow();
        Counted opening = new Counted(accepted.opening());
        FakeConnection connection = server.connection();
        HawserUpgradeHandler handler = new HawserUpgradeHandler();
        connection.handler(handler);
        AgreedUpgrade agreed = new AgreedUpgrade(
                server.application.connections(),
                ServletRequests.facts(request.request),
                false,
                server.application
                        .httpSessions()
                        .membership(null, null, opening.settings().closeWithHttpSession()),
                opening,
                Runnable::run,
                () -> {});
        for (Step step : steps) {
            switch (step) {
                case AGREED -> handler.begin(agreed);
                case INIT -> handler.init(connection.web);
                case INPUT -> connection.send(Frames.text("hello"));
                case END_OF_INPUT -> connection.endInput();
                case BREAK -> connection.die();
                case DESTROY -> handler.destroy();
            }
        }
        return new Attempt(steps, query, connection, opening);
    }

    @ParameterizedTest
    @EnumSource
    void inEveryOrderTheOpeningIsUsedOnceAndTheEndpointHearsOneEnd(Kind kind) throws Exception {
        List<List<Step>> orders = new ArrayList<>();
        permute(List.of(), List.of(Step.values()), orders);
        try (FakeServer server = new FakeServer(kind, new Random(kind.ordinal()))) {
            List<Attempt> attempts = new ArrayList<>();
            for (List<Step> steps : orders) {
                attempts.add(attempt(server, steps, attempts.size()));
            }
            for (Attempt attempt : attempts) {
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(20))
                        .alias(attempt.steps().toString())
                        .until(attempt::isOver);
                attempt.check();
            }
            server.awaitQuiet();
            assertThat(server.application.container().isShakingHands()).isFalse();
        }
    }

    /** The container has sent 101 to the client, and passes on the connection after the application began to stop. */
    @ParameterizedTest
    @EnumSource
    void connectionThatIsPassedOnWhileTheApplicationStopsGetsACloseFrame(Kind kind) throws Exception {
        FakeServer server = new FakeServer(kind, new Random(kind.ordinal()));
        Attempt attempt = attempt(server, List.of(Step.AGREED), -2);
        Thread stopping = new Thread(server.context::destroy);
        stopping.start();
        await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        attempt.connection().begin();
        await().until(() -> attempt.connection().received().contains("close 1001"));
        attempt.connection().send(Frames.close(1001));
        stopping.join();
        assertThat(attempt.opening().opened).hasValue(1);
        attempt.check();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void anUpgradeThatTheContainerBeginsAfterTheApplicationHasEndedIsGivenUp(Kind kind) throws Exception {
        FakeServer server = new FakeServer(kind, new Random(kind.ordinal()));
        Attempt attempt = attempt(server, List.of(Step.AGREED), -1);
        server.context.destroy();
        attempt.connection().begin();
        assertThat(attempt.opening().abandoned).hasValue(1);
        assertThat(attempt.opening().opened).hasValue(0);
        assertThat(server.application.container().isShakingHands()).isFalse();
        attempt.check();
        server.close();
    }
}
