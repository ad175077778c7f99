package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.Setting;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

/** All causes that can end a session, at the same time, while other threads send. */
class EndsThatRaceTest {

    private final CyclicBarrier start = new CyclicBarrier(7);
    private final List<Future<?>> sends = new ArrayList<>();

    private FutureTask<Void> together(Callable<?> action) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            start.await(30, TimeUnit.SECONDS);
            action.call();
            return null;
        });
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }

    /**
     * {@link End#close} asserts that onClose was called once, as the last callback, and that every lent buffer was
     * released.
     */
    @RepeatedTest(200)
    @Timeout(60)
    void theSessionEndsOnceAndEverySenderGetsAnException(RepetitionInfo repetition) throws Exception {
        try (End end = End.server()
                .with(Setting.IDLE_TIMEOUT, 200)
                .with(Setting.PING_INTERVAL, 100)
                .with(Setting.PING_TIMEOUT, 200)
                .with(Setting.ASYNC_SEND_TIMEOUT, 300)
                .open()) {
            end.start();
            List<FutureTask<Void>> tasks = List.of(
                    together(() -> {
                        for (int i = 0; i < 50; i++) {
                            sends.add(end.session().getAsyncRemote().sendText("async " + i));
                        }
                        return null;
                    }),
                    together(() -> {
                        try {
                            for (int i = 0; i < 50; i++) {
                                end.session().getBasicRemote().sendText("part ", false);
                                end.session().getBasicRemote().sendText("basic", true);
                            }
                        } catch (IOException closed) {
                            assertThat(closed.getMessage()).isNotEmpty();
                        }
                        return null;
                    }),
                    together(() -> {
                        end.session().close(new CloseReason(CloseCodes.getCloseCode(4001), "application"));
                        return null;
                    }),
                    together(() -> {
                        end.peer.ping("p").text("hello").close(4002, "peer").send();
                        return null;
                    }),
                    together(() -> {
                        for (int i = 0; i < 10; i++) {
                            end.tick();
                        }
                        return null;
                    }),
                    together(() -> {
                        end.transport.arriveEnd();
                        return null;
                    }),
                    together(() -> {
                        if (repetition.getCurrentRepetition() % 2 == 0) {
                            end.transport.broke(new IOException("reset"));
                        }
                        return null;
                    }));
            for (FutureTask<Void> task : tasks) {
                task.get();
            }
            soon().until(() -> sends.stream().allMatch(Future::isDone));
            soon().until(() -> end.endpoint.heard().stream().anyMatch(line -> line.startsWith("close")));
        }
    }
}
