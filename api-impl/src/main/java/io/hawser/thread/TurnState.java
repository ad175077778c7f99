package io.hawser.thread;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The state of a runner of turns: whether it is in a turn, and in which one. The state is a number, which is odd during
 * a turn. The runner and a thread that wants to replace it end a turn in the same way, by compare-and-set. Exactly one
 * of them succeeds. It has the role of the runner afterwards, or gives it to another thread.
 */
public final class TurnState {

    private final AtomicLong word = new AtomicLong();

    /** Creates the state of a runner that has not run a turn. */
    public TurnState() {}

    /**
     * Begins a turn. Called by the runner, between turns.
     *
     * @return the number of the turn
     */
    public long begin() {
        long turn = word.getPlain() + 1;
        word.set(turn);
        return turn;
    }

    /**
     * Ends a turn, or takes the role of the runner from the thread that is in the turn.
     *
     * @param turn the number of the turn
     * @return whether the caller is the runner now
     */
    public boolean take(long turn) {
        return word.compareAndSet(turn, turn + 1);
    }

    /** {@return the number of the turn that is running, or 0 if there is none} */
    public long turn() {
        long value = word.get();
        return (value & 1) == 0 ? 0 : value;
    }
}
