package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.HawserSession;
import io.hawser.thread.Completions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CompletionsTest {

    private final MemoryTransport transport = new MemoryTransport();
    private final Completions completions = new Completions(transport::completion);
    private final List<String> told = new ArrayList<>();
    private int blocked;
    private int most;

    private void add(Runnable action) {
        completions.add(new Completions.Completion() {
            @Override
            public void tell() {
                action.run();
            }
        });
    }

    @Test
    void howeverManyThereAreTheyAreOneTaskInTheirOrder() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String name = "c" + i;
            expected.add(name);
            add(() -> told.add(name));
        }
        assertThat(transport.waitingCallbacks()).isEqualTo(1);
        transport.runCallbacks();
        assertThat(told).isEqualTo(expected);
        add(() -> told.add("later"));
        transport.runCallbacks();
        assertThat(told).endsWith("later");
    }

    @Test
    void aCompletionThatAddsAnotherIsCalledFirst() {
        add(() -> {
            add(() -> told.add("second"));
            told.add("first");
        });
        transport.runCallbacks();
        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void whatOneThrowsOrLeavesBehindIsNotTheNextOnes() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        add(() -> {
            Thread.currentThread().setContextClassLoader(new ClassLoader() {});
            Thread.currentThread().interrupt();
            throw new StackOverflowError("by design");
        });
        add(() -> told.add(Thread.currentThread().isInterrupted() + " "
                + (Thread.currentThread().getContextClassLoader() == before)));
        transport.runCallbacks();
        assertThat(told).containsExactly("false true");
    }

    /** The first completion waits for the second one, which would stay behind it for ever. */
    @Test
    void oneThatBlocksFromTickToTickIsRelieved() {
        add(() -> {
            add(() -> told.add("second"));
            add(() -> told.add("third"));
            completions.tick();
            assertThat(transport.waitingCallbacks())
                    .as("one tick says nothing yet")
                    .isZero();
            completions.tick();
            completions.tick();
            assertThat(transport.waitingCallbacks()).isEqualTo(1);
            transport.runCallbacks();
            told.add("first");
            add(() -> told.add("fourth"));
        });
        transport.runCallbacks();
        transport.runCallbacks();
        assertThat(told).containsExactly("second", "third", "first", "fourth");
    }

    @Test
    void aTickLeavesThoseInPeaceThatComeAlong() {
        for (int i = 0; i < 10; i++) {
            String name = "c" + i;
            add(() -> {
                completions.tick();
                assertThat(transport.waitingCallbacks()).isZero();
                told.add(name);
            });
        }
        transport.runCallbacks();
        assertThat(told).hasSize(10).isSorted();
    }

    /** An ended session gets no ticks. */
    @Test
    void oneThatBlocksAtTheEndIsRelievedAtOnce() {
        add(() -> {
            add(() -> {
                add(() -> told.add("third"));
                transport.runCallbacks();
                told.add("second");
            });
            completions.endTicks();
            transport.runCallbacks();
            told.add("first");
        });
        transport.runCallbacks();
        assertThat(told).containsExactly("third", "second", "first");
    }

    @Test
    void oneSessionTakesFewThreads() {
        for (int i = 0; i < 100; i++) {
            add(this::block);
        }
        transport.runCallbacks();
        assertThat(most).isEqualTo(3);
        assertThat(told).hasSize(100);
    }

    /** Blocks while other completions run. */
    private void block() {
        most = Math.max(most, ++blocked);
        completions.tick();
        completions.tick();
        transport.runCallbacks();
        blocked--;
        told.add("blocked");
    }

    /** The completions of pings do not wait for those of sends. */
    @Test
    void aSendHandlerMayWaitForThePongAndThoseBehindItForTheHandler() {
        try (End end = End.server().open()) {
            HawserSession session = HawserSession.of(end.session());
            end.peer.answersPings();
            end.session().getAsyncRemote().sendText("a", result -> {
                Future<?> answer = session.ping().toCompletableFuture();
                end.pump();
                told.add("pong " + answer.isDone());
            });
            end.session().getAsyncRemote().sendText("b", result -> told.add("b"));
            end.pump();
            assertThat(told).containsExactly("pong true", "b");
        }
    }
}
