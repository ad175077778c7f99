package io.hawser.servlet.transport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Checks {@link Signals}. After each signal a pass must begin, which sees what the signalling thread wrote before. Two
 * passes must never run at once, since the stream of a servlet container is not safe for two threads. Each pass sees
 * what the pass before it wrote to plain fields.
 *
 * <p>The results are what the last pass saw, the number of passes, and a sum: 1 if two passes ran at once, and 2 if the
 * object is busy at the end. The passes count with a plain field.
 */
public class SignalsStress {

    private SignalsStress() {}

    /** Signals, with the work of their passes. */
    private static final class Work {

        private final Signals signals = new Signals();
        private int first;
        private int second;
        private int third;

        private boolean inPass;
        private int overlaps;
        private int passes;
        /** What the last pass saw. */
        private int seen;

        private void pass() {
            if (inPass) {
                overlaps = 1;
            }
            inPass = true;
            passes++;
            seen = first + second + third;
            inPass = false;
        }

        private void signal() {
            if (signals.request()) {
                do {
                    pass();
                } while (signals.isRequestedAgain());
            }
        }

        void signalFirst() {
            first = 1;
            signal();
        }

        void signalSecond() {
            second = 2;
            signal();
        }

        void signalThird() {
            third = 4;
            signal();
        }

        void tell(III_Result r) {
            r.r1 = seen;
            r.r2 = passes;
            r.r3 = overlaps + (signals.isBusy() ? 2 : 0);
        }
    }

    /** Two threads signal. */
    @JCStressTest
    @Outcome(id = "3, 1, 0", expect = ACCEPTABLE, desc = "One pass was for both signals.")
    @Outcome(id = "3, 2, 0", expect = ACCEPTABLE, desc = "Each signal had its pass.")
    @Outcome(expect = FORBIDDEN, desc = "A signal is lost, or passes ran at once.")
    @State
    public static class TwoSignals {

        private final Work work = new Work();

        /** The first thread. */
        @Actor
        public void first() {
            work.signalFirst();
        }

        /** The second thread. */
        @Actor
        public void second() {
            work.signalSecond();
        }

        /** Tells what the passes saw. */
        @Arbiter
        public void tell(III_Result r) {
            work.tell(r);
        }
    }

    /** Three threads signal. Runs on three cores or more. */
    @JCStressTest
    @Outcome(
            id = {"7, 1, 0", "7, 2, 0", "7, 3, 0"},
            expect = ACCEPTABLE,
            desc = "A pass began after each signal.")
    @Outcome(expect = FORBIDDEN, desc = "A signal is lost, or passes ran at once.")
    @State
    public static class ThreeSignals {

        private final Work work = new Work();

        /** The first thread. */
        @Actor
        public void first() {
            work.signalFirst();
        }

        /** The second thread. */
        @Actor
        public void second() {
            work.signalSecond();
        }

        /** The third thread. */
        @Actor
        public void third() {
            work.signalThird();
        }

        /** Tells what the passes saw. */
        @Arbiter
        public void tell(III_Result r) {
            work.tell(r);
        }
    }

    /** A thread signals twice while another signals once. */
    @JCStressTest
    @Outcome(
            id = {"7, 1, 0", "7, 2, 0", "7, 3, 0"},
            expect = ACCEPTABLE,
            desc = "A pass began after each signal.")
    @Outcome(expect = FORBIDDEN, desc = "A signal is lost, or passes ran at once.")
    @State
    public static class SignalAgain {

        private final Work work = new Work();

        /** The first thread. */
        @Actor
        public void first() {
            work.signalFirst();
        }

        /** The second thread. */
        @Actor
        public void second() {
            work.signalSecond();
            work.signalThird();
        }

        /** Tells what the passes saw. */
        @Arbiter
        public void tell(III_Result r) {
            work.tell(r);
        }
    }
}
