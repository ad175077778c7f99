package io.hawser.thread;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Checks {@link Mailbox}. An event that is posted while a turn ends must run, in one further turn. Two turns of a
 * connection must never run at once. Each turn sees what the turn before it wrote to plain fields.
 *
 * <p>The results are what the events wrote, the number of turns, and a sum: 1 if two turns ran at once, and 2 if the
 * mailbox is not idle at the end. Events and turns count with plain fields. So if turns ran at once, or did not see
 * each other's writes, the counts would be too low.
 *
 * <p>A thread that posts may find that its event has run already, and ask for a turn all the same. That turn has no
 * events. So there are at most two further turns for each event.
 */
public class MailboxStress {

    private MailboxStress() {}

    /** A mailbox whose turns run on the thread that asks for them, apart from the first turn. */
    private static final class Box extends Mailbox {

        private boolean started;
        private boolean inTurn;
        private int overlaps;
        private int turns;
        /** What the events wrote. */
        private int written;

        /** Posts an event that adds a digit. */
        void postDigit(int digit) {
            post(() -> written = written * 10 + digit);
        }

        /** Posts an event that counts. */
        void postOne() {
            post(() -> written++);
        }

        @Override
        protected void ready() {
            if (started) {
                runTurns();
            }
            started = true;
        }

        @Override
        protected void failed(Throwable cause) {
            throw new AssertionError(cause);
        }

        /** Runs the turn that was asked for, and the turns that follow from it. */
        void runTurns() {
            do {
                if (inTurn) {
                    overlaps = 1;
                }
                inTurn = true;
                turns++;
                runEvents();
                inTurn = false;
            } while (endTurn());
        }

        void tell(III_Result r) {
            r.r1 = written;
            r.r2 = turns;
            r.r3 = overlaps + (isIdle() ? 0 : 2);
        }
    }

    /** An event is posted while a turn ends. */
    @JCStressTest
    @Outcome(id = "12, 1, 0", expect = ACCEPTABLE, desc = "The turn has run the second event.")
    @Outcome(id = "12, 2, 0", expect = ACCEPTABLE, desc = "A further turn was needed.")
    @Outcome(id = "12, 3, 0", expect = ACCEPTABLE, desc = "The thread asked for a turn for an event that had just run.")
    @Outcome(expect = FORBIDDEN, desc = "An event is lost, or turns ran at once.")
    @State
    public static class PostAtTheEnd {

        private final Box box = new Box();

        /** Posts the first event. */
        public PostAtTheEnd() {
            box.postDigit(1);
        }

        /** The thread of the first turn. */
        @Actor
        public void turn() {
            box.runTurns();
        }

        /** Another thread. */
        @Actor
        public void post() {
            box.postDigit(2);
        }

        /** Tells what has run. */
        @Arbiter
        public void tell(III_Result r) {
            box.tell(r);
        }
    }

    /** Two events are posted, one after the other, while a turn ends. They run in this order. */
    @JCStressTest
    @Outcome(
            id = {"123, 1, 0", "123, 2, 0", "123, 3, 0", "123, 4, 0", "123, 5, 0"},
            expect = ACCEPTABLE,
            desc = "All events have run in order.")
    @Outcome(expect = FORBIDDEN, desc = "An event is lost or out of order, or turns ran at once.")
    @State
    public static class PostTwice {

        private final Box box = new Box();

        /** Posts the first event. */
        public PostTwice() {
            box.postDigit(1);
        }

        /** The thread of the first turn. */
        @Actor
        public void turn() {
            box.runTurns();
        }

        /** Another thread. */
        @Actor
        public void post() {
            box.postDigit(2);
            box.postDigit(3);
        }

        /** Tells what has run. */
        @Arbiter
        public void tell(III_Result r) {
            box.tell(r);
        }
    }

    /** Two threads post while a turn ends. Runs on three cores or more. */
    @JCStressTest
    @Outcome(
            id = {"1(23|32), [1-5], 0"},
            expect = ACCEPTABLE,
            desc = "All events have run.")
    @Outcome(expect = FORBIDDEN, desc = "An event is lost, or turns ran at once.")
    @State
    public static class TwoPosts {

        private final Box box = new Box();

        /** Posts the first event. */
        public TwoPosts() {
            box.postDigit(1);
        }

        /** The thread of the first turn. */
        @Actor
        public void turn() {
            box.runTurns();
        }

        /** Another thread. */
        @Actor
        public void post() {
            box.postDigit(2);
        }

        /** A third thread. */
        @Actor
        public void postToo() {
            box.postDigit(3);
        }

        /** Tells what has run. */
        @Arbiter
        public void tell(III_Result r) {
            box.tell(r);
        }
    }

    /**
     * While a turn ends, another thread runs the next turn, which ends too and leaves an event. The first thread may be
     * late, and take the end of that turn for the end of its own. Then the event that was left would not run.
     */
    @JCStressTest
    @Outcome(
            id = {"18, 2, 0", "18, 3, 0", "18, 4, 0"},
            expect = ACCEPTABLE,
            desc = "All events have run.")
    @Outcome(expect = FORBIDDEN, desc = "An event is lost, or turns ran at once.")
    @State
    public static class LateEnd {

        /** A turn has 16 events at most. */
        private static final int MORE_THAN_A_TURN = 17;

        private final Box box = new Box();

        /** Posts the first event. */
        public LateEnd() {
            box.postOne();
        }

        /** The thread of the first turn. */
        @Actor
        public void turn() {
            box.runTurns();
        }

        /** Another thread. Its event posts others, all of which run in later turns or in the same one. */
        @Actor
        public void post() {
            box.post(() -> {
                for (int i = 0; i < MORE_THAN_A_TURN; i++) {
                    box.postOne();
                }
            });
        }

        /** Tells what has run. */
        @Arbiter
        public void tell(III_Result r) {
            box.tell(r);
        }
    }
}
