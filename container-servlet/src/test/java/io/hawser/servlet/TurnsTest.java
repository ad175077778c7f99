package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Queue<Runnable> executor = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();
    private final Turns turns = new Turns(
            executor::add, () -> seen.add("end"), failure -> seen.add(failure.getMessage()), () -> seen.add("idle"));

    @Test
    void eventsRunInOrderAndATurnHasAnEnd() {
        turns.post(() -> seen.add("a"));
        turns.post(() -> seen.add("b"));
        assertThat(executor).hasSize(1);
        assertThat(turns.isIdle()).isFalse();
        executor.remove().run();
        assertThat(seen).containsExactly("a", "b", "end", "idle");
        assertThat(turns.isIdle()).isTrue();
    }

    @Test
    void aTurnIsAHandfulOfEvents() {
        for (int i = 0; i < 40; i++) {
            turns.post(() -> {});
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
        turns.post(() -> {
            throw new AssertionError("broken");
        });
        turns.post(() -> seen.add("next"));
        executor.remove().run();
        assertThat(seen).containsExactly("broken", "next", "end", "idle");
    }

    @Test
    void aTurnIsThatOfItsThread() {
        List<Boolean> mine = new ArrayList<>();
        turns.post(() -> mine.add(turns.isMine()));
        executor.remove().run();
        mine.add(turns.isMine());
        assertThat(mine).containsExactly(true, false);
    }

    @Test
    void whatAnEventPostsComesInALaterTurn() {
        turns.post(() -> turns.post(() -> seen.add("later")));
        executor.remove().run();
        assertThat(seen).containsExactly("end");
        executor.remove().run();
        assertThat(seen).containsExactly("end", "later", "end", "idle");
    }
}
