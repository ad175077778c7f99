package io.hawser.servlet.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.thread.Turn;
import io.hawser.transport.Pace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ConnectionEventsTest {

    private final Queue<Turn> turns = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();
    private final ConnectionEvents events = new ConnectionEvents(
            turns::add,
            Runnable::run,
            () -> seen.add("end"),
            failure -> seen.add(failure.getMessage()),
            () -> seen.add("idle"));

    @Test
    void eventsRunInOrderAndATurnHasAnEnd() {
        events.post(() -> seen.add("a"));
        events.post(() -> seen.add("b"));
        assertThat(turns).hasSize(1);
        assertThat(events.isIdle()).isFalse();
        turns.remove().run();
        assertThat(seen).containsExactly("a", "b", "end", "idle");
        assertThat(events.isIdle()).isTrue();
    }

    @Test
    void aTurnIsAHandfulOfEvents() {
        for (int i = 0; i < 40; i++) {
            events.post(() -> {});
        }
        int count = 0;
        while (!turns.isEmpty()) {
            turns.remove().run();
            count++;
        }
        assertThat(count).isEqualTo(3);
        assertThat(seen).containsExactly("end", "end", "end", "idle");
    }

    @Test
    void whatAnEventThrowsIsToldAndTheNextOneRuns() {
        events.post(() -> {
            throw new AssertionError("broken");
        });
        events.post(() -> seen.add("next"));
        turns.remove().run();
        assertThat(seen).containsExactly("broken", "next", "end", "idle");
    }

    @Test
    void allConnectionsOfAnEndpointAreSlowAfterATurnHasBlockedUntilSomeWereFast() {
        Pace pace = new Pace();
        ConnectionEvents other = new ConnectionEvents(turns::add, Runnable::run, () -> {}, failure -> {}, () -> {});
        other.pace(pace);
        events.pace(pace);
        await().until(() -> {
            fastTurn();
            return !events.isSlow();
        });
        assertThat(events.mayBlock()).isFalse();
        other.stuck(true);
        assertThat(events.isSlow()).isTrue();
        assertThat(events.mayBlock()).isTrue();
        await().until(() -> {
            fastTurn();
            return !events.isSlow();
        });
        assertThat(pace.isSlow()).isFalse();
    }

    /** Runs a turn that is fast, unless the machine is slow. */
    private void fastTurn() {
        events.post(() -> {});
        turns.remove().run();
    }

    @Test
    void aTurnIsThatOfItsThread() {
        List<Boolean> mine = new ArrayList<>();
        events.post(() -> mine.add(events.isMine()));
        turns.remove().run();
        mine.add(events.isMine());
        assertThat(mine).containsExactly(true, false);
    }

    @Test
    void whatAnEventPostsComesInTheSameTurn() {
        events.post(() -> events.post(() -> seen.add("later")));
        turns.remove().run();
        assertThat(seen).containsExactly("later", "end", "idle");
        assertThat(turns).isEmpty();
    }

    @Test
    void whatTheEndOfATurnPostsComesInALaterTurn() {
        AtomicReference<ConnectionEvents> late = new AtomicReference<>();
        late.set(new ConnectionEvents(
                turns::add,
                Runnable::run,
                () -> {
                    if (seen.isEmpty()) {
                        late.get().post(() -> seen.add("later"));
                    }
                    seen.add("end");
                },
                failure -> {},
                () -> seen.add("idle")));
        late.get().post(() -> {});
        turns.remove().run();
        assertThat(seen).containsExactly("end");
        turns.remove().run();
        assertThat(seen).containsExactly("end", "later", "end", "idle");
    }

    @Test
    void theFirstTurnIsTakenForSlowAndAFastOneIsNot() {
        assertThat(events.isSlow()).isTrue();
        becomeFast();
    }

    /** A thread of a busy machine may be late, and its turn is slow once more. */
    private void becomeFast() {
        await().until(() -> {
            events.post(() -> {});
            turns.remove().run();
            return !events.isSlow();
        });
    }

    @Test
    void aTurnThatTakesLongOrIsRelievedIsSlowBeforeTheNextOneIsGiven() {
        becomeFast();
        events.post(() -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5)));
        for (int i = 0; i < 16; i++) {
            events.post(() -> {});
        }
        turns.remove().run();
        assertThat(turns).hasSize(1).allMatch(Turn::isSlow);
        turns.remove().run();

        events.post(events::relieved);
        turns.remove().run();
        assertThat(events.isSlow()).isTrue();
    }
}
