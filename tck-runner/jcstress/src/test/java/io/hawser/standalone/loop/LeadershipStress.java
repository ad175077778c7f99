package io.hawser.standalone.loop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * Checks {@link Leadership}. Two threads must never lead a loop at once, since its fields are plain. Each leader sees
 * what the leader before it wrote. A loop that nobody leads can always be led.
 */
public class LeadershipStress {

    private static final int OWN = 0;
    private static final int FREE = 1;
    private static final int LED = 2;

    private LeadershipStress() {}

    /** Ends the wait for a loop before it begins. */
    private static final class NoWait extends RuntimeException {

        private static final long serialVersionUID = 1;

        NoWait() {
            super(null, null, false, false);
        }
    }

    private static final NoWait NO_WAIT = new NoWait();

    /** {@return the leadership of a loop that nobody leads} The loop's own thread does not wait for it. */
    private static Leadership free() {
        Leadership leadership = new Leadership();
        leadership.begin();
        try {
            leadership.free(() -> {
                throw NO_WAIT;
            });
        } catch (NoWait e) {
            return leadership;
        }
        throw new AssertionError();
    }

    private static int state(Leadership leadership) {
        if (leadership.isFree()) {
            return FREE;
        }
        return leadership.isLedByRunner() ? LED : OWN;
    }

    private static int asInt(boolean value) {
        return value ? 1 : 0;
    }

    private static void takeSoon(Leadership leadership) {
        while (!leadership.take()) {
            Thread.onSpinWait();
        }
    }

    /** Two runners take a free loop. Exactly one of them leads. The third result is the state at the end. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, " + LED, "0, 1, " + LED},
            expect = ACCEPTABLE,
            desc = "One runner leads.")
    @Outcome(expect = FORBIDDEN, desc = "Two runners lead, or none.")
    @State
    public static class TwoTake {

        private final Leadership leadership = free();

        /** A runner. */
        @Actor
        public void first(III_Result r) {
            r.r1 = asInt(leadership.take());
        }

        /** Another runner. */
        @Actor
        public void second(III_Result r) {
            r.r2 = asInt(leadership.take());
        }

        /** Tells who leads. */
        @Arbiter
        public void state(III_Result r) {
            r.r3 = LeadershipStress.state(leadership);
        }
    }

    /**
     * A runner takes a free loop while a thread hands the loop back. Either the runner leads or the loop's own thread.
     */
    @JCStressTest
    @Outcome(id = "1, " + LED, expect = ACCEPTABLE, desc = "The runner leads.")
    @Outcome(id = "0, " + OWN, expect = ACCEPTABLE, desc = "The loop's own thread leads.")
    @Outcome(expect = FORBIDDEN, desc = "Two threads lead, or none.")
    @State
    public static class TakeOrHandBack {

        private final Leadership leadership = free();

        /** A runner. */
        @Actor
        public void take(II_Result r) {
            r.r1 = asInt(leadership.take());
        }

        /** Any thread. */
        @Actor
        public void handBack() {
            leadership.handBack();
        }

        /** Tells who leads. */
        @Arbiter
        public void state(II_Result r) {
            r.r2 = LeadershipStress.state(leadership);
        }
    }

    /**
     * Two runners take a free loop while a thread hands the loop back. Exactly one thread leads. Runs on three cores or
     * more.
     */
    @JCStressTest
    @Outcome(
            id = {"1, 0, " + LED, "0, 1, " + LED},
            expect = ACCEPTABLE,
            desc = "One runner leads.")
    @Outcome(id = "0, 0, " + OWN, expect = ACCEPTABLE, desc = "The loop's own thread leads.")
    @Outcome(expect = FORBIDDEN, desc = "Two threads lead, or none.")
    @State
    public static class TwoTakeOrHandBack {

        private final Leadership leadership = free();

        /** A runner. */
        @Actor
        public void first(III_Result r) {
            r.r1 = asInt(leadership.take());
        }

        /** Another runner. */
        @Actor
        public void second(III_Result r) {
            r.r2 = asInt(leadership.take());
        }

        /** Any thread. */
        @Actor
        public void handBack() {
            leadership.handBack();
        }

        /** Tells who leads. */
        @Arbiter
        public void state(III_Result r) {
            r.r3 = LeadershipStress.state(leadership);
        }
    }

    /**
     * Two runners lead one after the other, and count with a plain field. The second one sees the count of the first
     * one. So no two lead at once.
     */
    @JCStressTest
    @Outcome(
            id = {"1, 2", "2, 1"},
            expect = ACCEPTABLE,
            desc = "The second leader saw what the first one wrote.")
    @Outcome(expect = FORBIDDEN, desc = "A leader did not see what the leader before it wrote.")
    @State
    public static class OneAfterTheOther {

        private final Leadership leadership = free();
        private int leaders;

        private int lead() {
            takeSoon(leadership);
            int count = leaders + 1;
            leaders = count;
            leadership.release();
            return count;
        }

        /** A runner. */
        @Actor
        public void first(II_Result r) {
            r.r1 = lead();
        }

        /** Another runner. */
        @Actor
        public void second(II_Result r) {
            r.r2 = lead();
        }
    }

    /**
     * Two runners lead one after the other, and ask whether they lead: before, meanwhile (2), and afterwards. Only the
     * thread that leads may be told so, although the field is not volatile.
     */
    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Each is the leader while it leads.")
    @Outcome(expect = FORBIDDEN, desc = "A thread that does not lead is taken for the leader, or the leader is not.")
    @State
    public static class OnlyTheLeader {

        private final Leadership leadership = free();

        private int lead() {
            Thread thread = Thread.currentThread();
            int told = asInt(leadership.isLeader(thread));
            takeSoon(leadership);
            told += 2 * asInt(leadership.isLeader(thread));
            leadership.release();
            return told + 4 * asInt(leadership.isLeader(thread));
        }

        /** A runner. */
        @Actor
        public void first(II_Result r) {
            r.r1 = lead();
        }

        /** Another runner. */
        @Actor
        public void second(II_Result r) {
            r.r2 = lead();
        }
    }

    /**
     * The loop's own thread frees the loop, and waits. A runner leads, and hands the loop back. The own thread must
     * wake up. It sees what the runner wrote, and is the leader again.
     */
    @JCStressTest
    @Outcome(id = "1, true", expect = ACCEPTABLE, desc = "The loop is handed back.")
    @Outcome(expect = FORBIDDEN, desc = "The loop's own thread did not see what the runner wrote, or does not lead.")
    @State
    public static class IsHandedBack {

        private final Leadership leadership = new Leadership();
        private int leaders;

        /** The loop's own thread. */
        @Actor
        public void own(IZ_Result r) {
            leadership.begin();
            leadership.free(() -> {});
            r.r1 = leaders;
            r.r2 = leadership.isLeader(Thread.currentThread());
        }

        /** A runner. */
        @Actor
        public void runner() {
            takeSoon(leadership);
            leaders++;
            leadership.release();
            leadership.handBack();
        }
    }

    /** A runner takes a free loop while ticks find that nobody leads it. Either the runner leads or the own thread. */
    @JCStressTest
    @Outcome(id = "1, " + LED, expect = ACCEPTABLE, desc = "The runner leads.")
    @Outcome(id = "0, " + OWN, expect = ACCEPTABLE, desc = "The loop's own thread leads.")
    @Outcome(expect = FORBIDDEN, desc = "Two threads lead, or none.")
    @State
    public static class TakeOrTick {

        private final Leadership leadership = free();

        /** A runner. */
        @Actor
        public void take(II_Result r) {
            r.r1 = asInt(leadership.take());
        }

        /** The ticker. */
        @Actor
        public void tick() {
            leadership.tick();
            leadership.tick();
        }

        /** Tells who leads. */
        @Arbiter
        public void state(II_Result r) {
            r.r2 = LeadershipStress.state(leadership);
        }
    }

    /** The loop's own thread frees the loop, and waits. No runner leads. The ticks hand the loop back. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "The loop is handed back.")
    @Outcome(expect = FORBIDDEN, desc = "The loop's own thread does not lead.")
    @State
    public static class TicksHandBack {

        private final Leadership leadership = new Leadership();
        private volatile boolean back;

        /** The loop's own thread. */
        @Actor
        public void own(Z_Result r) {
            leadership.begin();
            leadership.free(() -> {});
            r.r1 = leadership.isLeader(Thread.currentThread());
            back = true;
        }

        /** The ticker. */
        @Actor
        public void ticks() {
            while (!back) {
                leadership.tick();
            }
        }
    }

    /**
     * The loop's own thread frees the loop, and waits. Ticks hand the loop back if nobody leads. Meanwhile a runner may
     * lead. If it does, the own thread sees what it wrote. The first result is whether the runner has led, and the
     * second one is whether the own thread has seen it. Runs on three cores or more.
     */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The loop is handed back before the runner could lead.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The runner has led before the loop is handed back.")
    @Outcome(expect = FORBIDDEN, desc = "The runner and the loop's own thread lead at once.")
    @State
    public static class RunnerAndTicks {

        private final Leadership leadership = new Leadership();
        private int leaders;
        private volatile boolean back;

        /** The loop's own thread. */
        @Actor
        public void own(II_Result r) {
            leadership.begin();
            leadership.free(() -> {});
            r.r2 = leaders;
            back = true;
        }

        /** A runner. */
        @Actor
        public void runner(II_Result r) {
            while (!back && r.r1 == 0) {
                if (leadership.take()) {
                    leaders++;
                    r.r1 = 1;
                    leadership.release();
                }
            }
        }

        /** The ticker. */
        @Actor
        public void ticks() {
            while (!back) {
                leadership.tick();
            }
        }
    }
}
