package io.hawser.servlet.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ConnectionEventsTest {

    private final Queue<Runnable> executor = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();
    private final ConnectionEvents events = new ConnectionEvents(
            executor::add, () -> seen.add("end"), failure -> seen.add(failure.getMessage()), () -> seen.add("idle"));

    @Test
    void eventsRunInOrderAndATurnHasAnEnd() {
        events.post(() -> seen.add("a"));
        events.post(() -> seen.add("b"));
        assertThat(executor).hasSize(1);
        assertThat(events.isIdle()).isFalse();
        executor.remove().run();
        assertThat(seen).containsExactly("a", "b", "end", "idle");
        assertThat(events.isIdle()).isTrue();
    }

    @Test
    void aTurnIsAHandfulOfEvents() {
        for (int i = 0; i < 40; i++) {
            events.post(() -> {});
        }
        int count = 0;
        while (!executor.isEmpty()) {
            executor.remove().run();
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
        executor.remove().run();
        assertThat(seen).containsExactly("broken", "next", "end", "idle");
    }

    @Test
    void aTurnIsThatOfItsThread() {
        List<Boolean> mine = new ArrayList<>();
        events.post(() -> mine.add(events.isMine()));
        executor.remove().run();
        mine.add(events.isMine());
        assertThat(mine).containsExactly(true, false);
    }

    @Test
    void whatAnEventPostsComesInTheSameTurn() {
        events.post(() -> events.post(() -> seen.add("later")));
        executor.remove().run();
        assertThat(seen).containsExactly("later", "end", "idle");
        assertThat(executor).isEmpty();
    }

    @Test
    void whatTheEndOfATurnPostsComesInALaterTurn() {
        AtomicReference<ConnectionEvents> late = new AtomicReference<>();
        late.set(new ConnectionEvents(
                executor::add,
                () -> {
                    if (seen.isEmpty()) {
                        late.get().post(() -> seen.add("later"));
                    }
                    seen.add("end");
                },
                failure -> {},
                () -> seen.add("idle")));
        late.get().post(() -> {});
        executor.remove().run();
        assertThat(seen).containsExactly("end");
        executor.remove().run();
        assertThat(seen).containsExactly("end", "later", "end", "idle");
    }
}
