package io.hawser.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hawser.log.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TickerTest {

    private static final String NAME = "ticker of a test";
    private static final Log LOG = Log.of(TickerTest.class);
    private static final long LONG = TimeUnit.SECONDS.toNanos(20);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final AtomicLong pause = new AtomicLong();
    private final AtomicLong ticks = new AtomicLong();
    private final ThreadFactory named = task -> new Thread(task, NAME);
    private Ticker ticker =
            ticker(named, TimeUnit.MILLISECONDS.toNanos(20), pause::get, now -> ticks.incrementAndGet());

    private static Ticker ticker(ThreadFactory threads, long idleNanos, LongSupplier pause, LongConsumer tick) {
        return new Ticker(threads, idleNanos, pause, tick, LOG);
    }

    @AfterEach
    void end() throws InterruptedException {
        ticker.stop(LONG);
        assertThat(runs()).isFalse();
    }

    private static boolean runs() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(NAME));
    }

    /** Runs a ticker on this thread until the last of these pauses. */
    private List<String> runHere(Long... pauses) {
        List<String> seen = new ArrayList<>();
        List<Runnable> work = new ArrayList<>();
        Iterator<Long> next = Arrays.asList(pauses).iterator();
        Ticker here = ticker(
                task -> {
                    work.add(task);
                    return new Thread(() -> {});
                },
                0,
                () -> {
                    long nanos = next.next();
                    seen.add("pause " + nanos);
                    return nanos;
                },
                now -> seen.add("tick"));
        here.start();
        work.get(0).run();
        assertThat(next).isExhausted();
        assertThat(here.thread()).isNull();
        return seen;
    }

    @Test
    void hasNoThreadBeforeItIsWoken() {
        assertThat(runs()).isFalse();
        assertThat(ticker.thread()).isNull();
    }

    @Test
    void itsThreadStartsWithTheFirstNeedAndEndsAfterTheLast() {
        for (int time = 0; time < 3; time++) {
            pause.set(1000);
            ticker.wake();
            long before = ticks.get();
            await().until(() -> ticks.get() > before + 10);
            pause.set(0);
            await().until(() -> !runs());
        }
    }

    @Test
    void aWakeUpWhileTheThreadEndsIsNotLost() {
        for (int time = 0; time < 200; time++) {
            pause.set(1);
            ticker.wake();
            long before = ticks.get();
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> ticks.get() > before);
            pause.set(0);
        }
    }

    @Test
    void isNotWokenAfterItsEnd() throws InterruptedException {
        ticker.stop(1);
        pause.set(1);
        ticker.wake();
        ticker.start();
        assertThat(runs()).isFalse();
    }

    @Test
    void ticksFollowPausesAndTheEndIsAskedForTwice() {
        assertThat(runHere(1L, 1L, 0L, 0L, 0L, 0L))
                .containsExactly("pause 1", "tick", "pause 1", "tick", "pause 0", "pause 0", "pause 0", "pause 0");
    }

    /** A thread that needs a tick may have read the old pause after the new one was chosen. */
    @Test
    void aPauseThatBecomesLongerIsChosenAgain() {
        assertThat(runHere(1L, 2L, 2L, 1L, 0L, 1L, 0L, 0L, 0L, 0L))
                .containsExactly(
                        "pause 1", "tick", "pause 2", "pause 2", "tick", "pause 1", "tick", "pause 0", "pause 1",
                        "tick", "pause 0", "pause 0", "pause 0", "pause 0");
    }

    @Test
    void whoHurriesEndsAPauseThatIsTooLong() {
        pause.set(HOUR);
        ticker.hurry(1);
        await().until(() -> {
            ticker.hurry(1);
            return ticks.get() > 0;
        });
        assertThat(runs()).isTrue();
    }

    @Test
    void whoHurriesLeavesAPauseThatIsShortEnough() {
        pause.set(HOUR);
        ticker.wake();
        await().until(() -> {
            Thread thread = ticker.thread();
            return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
        });
        ticker.hurry(HOUR);
        ticker.wake();
        assertThat(ticks).hasValue(0);
    }

    /**
     * Each thread first registers its need, and then hurries the ticker, which parks or begins a long pause meanwhile.
     * No need may be left without a tick.
     */
    @Test
    void noneOfManyWhoHurryItIsForgotten() throws InterruptedException {
        AtomicInteger needs = new AtomicInteger();
        AtomicLong otherwise = new AtomicLong();
        ticker = ticker(named, 0, () -> needs.get() > 0 ? 1 : otherwise.get(), now -> {
            otherwise.set(HOUR - otherwise.get());
            needs.set(0);
        });
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread caller = new Thread(() -> {
                for (int time = 0; time < 2_000; time++) {
                    needs.incrementAndGet();
                    ticker.hurry(1);
                    while (needs.get() != 0) {
                        Thread.yield();
                    }
                }
            });
            callers.add(caller);
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join(LONG / 1_000_000);
            assertThat(caller.isAlive()).isFalse();
        }
    }

    @Test
    void startsAtOnceWhereThatIsAskedForAndSaysThatItCannot() {
        AtomicBoolean refused = new AtomicBoolean(true);
        ticker = ticker(
                task -> {
                    if (refused.get()) {
                        throw new OutOfMemoryError("unable to create native thread: by design");
                    }
                    return named.newThread(task);
                },
                Long.MAX_VALUE,
                pause::get,
                now -> {});
        assertThatThrownBy(ticker::start).isInstanceOf(OutOfMemoryError.class);
        refused.set(false);
        ticker.start();
        Thread thread = ticker.thread();
        assertThat(thread.isAlive()).isTrue();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        ticker.start();
        assertThat(ticker.thread()).isSameAs(thread);
    }

    @Test
    void anActionThatFailsKeepsNoOtherFromRunning() {
        AtomicInteger ran = new AtomicInteger();
        ticker.guarded(() -> {
            throw new StackOverflowError("by design");
        });
        ticker.guarded(ran::incrementAndGet);
        assertThat(ran).hasValue(1);
    }

    @Test
    void noTicksAreCalledWhileNoneIsNeeded() throws Exception {
        AtomicBoolean needed = new AtomicBoolean();
        AtomicInteger ticks = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        Ticker ticker = ticker(
                task -> new Thread(task, "test-ticker"),
                TimeUnit.SECONDS.toNanos(10),
                () -> {
                    asked.incrementAndGet();
                    return needed.get() ? 1_000_000 : 0;
                },
                now -> {
                    if (ticks.incrementAndGet() == 1) {
                        throw new IllegalStateException("a tick that fails does not stop the clock");
                    }
                });
        ticker.wake();
        await().until(() -> asked.get() > 0);
        assertThat(ticks).hasValue(0);
        needed.set(true);
        ticker.wake();
        await().until(() -> ticks.get() >= 2);
        ticker.stop(LONG);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("test-ticker"));
    }

    @Test
    void aClockThatCannotBeStartedIsStartedLater() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch ticked = new CountDownLatch(1);
        LongSupplier pause = () -> ticked.getCount() > 0 ? 1000 : 0;
        Ticker ticker = ticker(
                task -> {
                    if (refused.incrementAndGet() < 3) {
                        throw new OutOfMemoryError("unable to create native thread: by design");
                    }
                    return new Thread(task, "later");
                },
                1,
                pause,
                now -> ticked.countDown());
        for (int i = 0; i < 3; i++) {
            ticker.wake();
        }
        ticked.await();
        ticker.stop(TimeUnit.SECONDS.toNanos(10));
    }
}
