package io.hawser.standalone.loop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.hawser.Settings;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Checks {@link BatchHandOff} together with {@link TurnLoop} and {@link Leadership}. A runner that is about to wait
 * tells so, and checks then whether a connection is ready and whether nobody leads the loop. A thread that makes a
 * connection ready, or frees the loop, does this first, and checks then whether a runner waits. So at least one of the
 * two sees the other. If neither did, the runner would sleep while there is work.
 *
 * <p>The loop and its runner are real threads, and stay for all tests of a JVM. No tick helps them. Both actors wait
 * until both turns have run, so that nothing else wakes a runner that has missed its signal.
 */
public class BatchHandOffStress {

    /** Long after any turn should have run, in nanoseconds. */
    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Settings PLATFORM = Settings.defaults().virtualThreads(false);
    private static final Workers WORKERS =
            new Workers("hawser-stress-worker", 8, PLATFORM, new FreshThreads(null), () -> {});
    private static final TurnLoop LOOP = new TurnLoopGroup(
                    1,
                    new DefaultThreadFactory("hawser-stress-io", true),
                    Io.FASTEST.handlers(),
                    loop -> new BatchHandOff(loop, true, WORKERS),
                    () -> {})
            .next();

    /** Set when a turn was lost. Then nothing waits any more. */
    private static volatile boolean lost;

    private BatchHandOffStress() {}

    /** A connection that has one turn. */
    private static final class Connection {

        private final Runnable during;
        private final ConnectionToken token = new ConnectionToken(LOOP.turns()::ready, BatchHandOffStress::failed);
        private volatile boolean ran;

        /**
         * Creates a connection.
         *
         * @param during what its turn does
         */
        Connection(Runnable during) {
            this.during = during;
        }

        void post() {
            token.post(() -> {
                during.run();
                ran = true;
            });
        }

        /** {@return whether the turn has run} Waits for it. */
        boolean hasRun() {
            long began = System.nanoTime();
            while (!ran && !lost) {
                if (System.nanoTime() - began > LOST_NANOS) {
                    lost = true;
                }
                Thread.yield();
            }
            return ran;
        }
    }

    private static void failed(Throwable cause) {
        throw new AssertionError(cause);
    }

    /**
     * Two threads make connections ready, which are not threads of the loop. The second one does so as soon as the turn
     * of the first one has run, when the runner is about to wait.
     */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both turns have run.")
    @Outcome(expect = FORBIDDEN, desc = "A turn is lost.")
    @State
    public static class TwoThreads {

        private final Connection first = new Connection(() -> {});
        private final Connection second = new Connection(() -> {});

        /** A thread. */
        @Actor
        public void first(ZZ_Result r) {
            first.post();
            r.r1 = first.hasRun() && second.hasRun();
        }

        /** Another thread. */
        @Actor
        public void second(ZZ_Result r) {
            boolean firstHasRun = first.hasRun();
            second.post();
            r.r2 = second.hasRun() && firstHasRun;
        }
    }

    /**
     * A connection becomes ready on a foreign thread, and another one on the loop. The turns of the first one hand the
     * loop back. So the loop's own thread reads the second one, and frees the loop again while the runner is about to
     * wait.
     */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both turns have run.")
    @Outcome(expect = FORBIDDEN, desc = "A turn is lost.")
    @State
    public static class LoopIsFreed {

        private final Connection first = new Connection(LOOP::handBack);
        private final Connection second = new Connection(() -> {});

        /** A thread. */
        @Actor
        public void foreign(ZZ_Result r) {
            first.post();
            r.r1 = first.hasRun() && second.hasRun();
        }

        /** A thread that makes the loop do something. */
        @Actor
        public void loop(ZZ_Result r) {
            LOOP.tell(second::post);
            r.r2 = second.hasRun() && first.hasRun();
        }
    }
}
