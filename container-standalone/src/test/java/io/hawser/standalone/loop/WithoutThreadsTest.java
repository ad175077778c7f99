package io.hawser.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hawser.Settings;
import io.hawser.standalone.Logged;
import io.hawser.standalone.RawPeer;
import io.hawser.standalone.channel.Loopback;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The system cannot start threads for a while. */
@Timeout(60)
class WithoutThreadsTest {

    /** Creates a limited number of threads. */
    private static final class Exhaustible extends FreshThreads {

        final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        final AtomicInteger refused = new AtomicInteger();

        Exhaustible() {
            super(null);
        }

        @Override
        <T extends Thread> T make(Supplier<T> constructor) {
            if (left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
                refused.incrementAndGet();
                throw new OutOfMemoryError("unable to create native thread: by design");
            }
            return super.make(constructor);
        }
    }

    private final Exhaustible threads = new Exhaustible();
    private final CountDownLatch release = new CountDownLatch(1);

    private IoRuntime runtime() {
        return new IoRuntime(
                "hawser-exhausted",
                true,
                Settings.defaults().ioThreads(2).maxThreads(8),
                now -> {},
                threads,
                Io.FASTEST);
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void runnersThatCannotBeReplacedAreReplacedLaterAndNothingIsLost() throws Exception {
        try (Logged logged = new Logged();
                Loopback loopback = new Loopback(runtime())) {
            try (RawPeer first = loopback.connect();
                    RawPeer second = loopback.connect()) {
                Loopback.End one = loopback.accepted();
                Loopback.End two = loopback.accepted();
                // Both runners are in a turn, and the ticker finds them blocked.
                threads.left.set(0);
                for (Loopback.End end : new Loopback.End[] {one, two}) {
                    end.transport().execute(this::awaitRelease);
                }
                await().until(() -> threads.refused.get() > 3);
                CompletableFuture<Boolean> ran = new CompletableFuture<>();
                threads.left.set(Integer.MAX_VALUE);
                try (RawPeer third = loopback.connect()) {
                    Loopback.End later = loopback.accepted();
                    later.transport().execute(() -> ran.complete(true));
                    assertThat(ran.get(30, TimeUnit.SECONDS)).isTrue();
                    release.countDown();
                    for (Loopback.End end : new Loopback.End[] {one, two}) {
                        CompletableFuture<Boolean> next = new CompletableFuture<>();
                        end.transport().execute(() -> next.complete(true));
                        assertThat(next.get(30, TimeUnit.SECONDS)).isTrue();
                    }
                    assertThat(third.socket().isConnected()).isTrue();
                }
                assertThat(first.socket().isConnected()).isTrue();
                assertThat(second.socket().isConnected()).isTrue();
            }
            assertThat(logged.linesWith("cannot be started"))
                    .singleElement()
                    .asString()
                    .contains("maxThreads");
        }
    }

    @Test
    void aRuntimeWithoutAClockIsNoneAndLeavesNothing() throws Exception {
        threads.left.set(0);
        assertThatThrownBy(this::runtime).isInstanceOf(OutOfMemoryError.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("hawser-exhausted"));

        threads.left.set(Integer.MAX_VALUE);
        try (Loopback loopback = new Loopback(runtime());
                RawPeer peer = loopback.connect()) {
            CompletableFuture<Boolean> ran = new CompletableFuture<>();
            loopback.accepted().transport().execute(() -> ran.complete(true));
            assertThat(ran.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(peer.socket().isConnected()).isTrue();
        }
    }

    /** The exception of user code is passed to its owner. An exception of the owner is dropped. */
    @Test
    void anErrorThatCannotBeToldEndsNoRunner() throws Exception {
        IoRuntime runtime = runtime();
        try {
            TurnLoop loop = runtime.nextLoop();
            ConnectionToken broken = new ConnectionToken(loop.turns()::ready, cause -> {
                throw new OutOfMemoryError("by design");
            });
            for (int i = 0; i < 3; i++) {
                broken.post(() -> {
                    throw new StackOverflowError("by design");
                });
                CompletableFuture<Boolean> ran = new CompletableFuture<>();
                broken.post(() -> ran.complete(true));
                assertThat(ran.get(30, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            assertThat(runtime.stop(TimeUnit.SECONDS.toNanos(20))).isTrue();
        }
    }
}
