package io.hawser.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerThreadTest {

    /** Runs a turn of a connection, of which nothing but the thread may know afterwards. */
    private static void runTurn(boolean alone, List<WeakReference<ConnectionToken>> connections) {
        List<ConnectionToken> ready = new ArrayList<>();
        ConnectionToken token = new ConnectionToken(ready::add, cause -> {});
        token.post(() -> {});
        if (alone) {
            WorkerThread.runTurnAlone(token);
        } else {
            WorkerThread.current().runTurn(token, number -> token.waits(), 1);
        }
        connections.add(new WeakReference<>(token));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anIdleThreadKeepsNoConnectionInMemory(boolean alone) throws Exception {
        List<WeakReference<ConnectionToken>> connections = new ArrayList<>();
        CountDownLatch idle = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        WorkerThread thread = new WorkerThread(
                () -> {
                    runTurn(alone, connections);
                    idle.countDown();
                    await(end);
                },
                "worker",
                0);
        thread.start();
        await(idle);
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(connections.get(0).get()).isNull();
        });
        end.countDown();
        thread.join();
    }

    @Test
    void aThreadRelievesOnlyWithinATurn() throws Exception {
        List<Long> relieved = new ArrayList<>();
        Consumer<Throwable> fails = cause -> {
            throw new AssertionError(cause);
        };
        WorkerThread thread = new WorkerThread(
                () -> {
                    WorkerThread own = WorkerThread.current();
                    own.relieve();
                    ConnectionToken token = new ConnectionToken(ready -> {}, fails);
                    token.post(own::relieve);
                    own.runTurn(token, relieved::add, 7);
                    own.relieve();
                },
                "worker",
                0);
        thread.start();
        thread.join();
        assertThat(relieved).containsExactly(7L);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
