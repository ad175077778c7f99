package io.hawser.thread;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * Checks {@link TurnState}. A runner and the threads that want to replace it must never both believe that they have the
 * role. Otherwise two threads would run the turns of one batch.
 */
public class TurnStateStress {

    private TurnStateStress() {}

    /**
     * The runner ends its turn while two rivals take the role, one after the other. Exactly one of the three calls
     * succeeds.
     */
    @JCStressTest
    @Outcome(
            id = {"true, false, false", "false, true, false"},
            expect = ACCEPTABLE,
            desc = "One thread has the role.")
    @Outcome(expect = FORBIDDEN, desc = "Several threads have the role, or none.")
    @State
    public static class TwoRivals {

        private final TurnState state = new TurnState();
        private final long turn = state.begin();

        /** The runner. */
        @Actor
        public void runner(ZZZ_Result r) {
            r.r1 = state.take(turn);
        }

        /** The rivals. */
        @Actor
        public void rivals(ZZZ_Result r) {
            r.r2 = state.take(turn);
            r.r3 = state.take(turn);
        }
    }

    /**
     * The runner ends its turn while two rivals take the role: the ticker, and the turn itself, which is about to
     * block. Exactly one of the three calls succeeds. Runs on three cores or more.
     */
    @JCStressTest
    @Outcome(
            id = {"true, false, false", "false, true, false", "false, false, true"},
            expect = ACCEPTABLE,
            desc = "One thread has the role.")
    @Outcome(expect = FORBIDDEN, desc = "Several threads have the role, or none.")
    @State
    public static class TwoRivalsAtOnce {

        private final TurnState state = new TurnState();
        private final long turn = state.begin();

        /** The runner. */
        @Actor
        public void runner(ZZZ_Result r) {
            r.r1 = state.take(turn);
        }

        /** The first rival. */
        @Actor
        public void ticker(ZZZ_Result r) {
            r.r2 = state.take(turn);
        }

        /** The second rival. */
        @Actor
        public void blocking(ZZZ_Result r) {
            r.r3 = state.take(turn);
        }
    }

    /**
     * The runner runs two turns. Meanwhile a rival reads the number of a turn, and takes the role by this number. If it
     * is late, the number is that of an earlier turn, and it must not succeed. If it succeeds, it sees what the runner
     * wrote to a plain field before that turn. The runner writes no more, since it has lost the role.
     *
     * <p>The results are the number of turns after which the runner had the role, the turn from which the rival took
     * it, and what the rival saw.
     */
    @JCStressTest
    @Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "The runner has kept the role.")
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "The rival took the role in the first turn.")
    @Outcome(id = "1, 3, 3", expect = ACCEPTABLE, desc = "The rival took the role in the second turn.")
    @Outcome(expect = FORBIDDEN, desc = "Both have the role, or the rival does not see the work of the runner.")
    @State
    public static class LateRival {

        private final TurnState state = new TurnState();
        /** The turn that the runner is about to begin. */
        private int batch;

        /** The runner. */
        @Actor
        public void runner(III_Result r) {
            batch = 1;
            if (state.take(state.begin())) {
                r.r1 = 1;
                batch = 3;
                if (state.take(state.begin())) {
                    r.r1 = 2;
                }
            }
        }

        /** The rival. */
        @Actor
        public void rival(III_Result r) {
            long turn = state.turn();
            if (turn != 0 && state.take(turn)) {
                r.r2 = (int) turn;
                r.r3 = batch;
            }
        }
    }
}
