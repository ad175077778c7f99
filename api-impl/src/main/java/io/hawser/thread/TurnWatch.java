package io.hawser.thread;

/**
 * The turn that a runner is in, and whether it is stuck there. The runner begins turns and ends them. Another thread
 * may take the role of the runner from a thread that is in a turn, and a ticker finds out when it should: see
 * {@link TurnState}.
 *
 * @param <T> the type of turns
 */
public final class TurnWatch<T> {

    private final TurnState state = new TurnState();
    /** The turn, or {@code null}. Set before the turn gets its number, and cleared by whoever takes it. */
    private T running;
    /** The thread that is in the turn, or {@code null}. Set and cleared like the turn. */
    private Thread thread;
    /** Used only by the ticker. */
    private long turnOfLastTick;

    /** Creates the watch of a runner that has not run a turn. */
    public TurnWatch() {}

    /**
     * Begins a turn on the calling thread, which is the runner.
     *
     * @param turn the turn
     * @return its number
     */
    public long begin(T turn) {
        running = turn;
        thread = Thread.currentThread();
        return state.begin();
    }

    /**
     * Ends a turn, or takes the role of the runner from the thread that is in the turn.
     *
     * @param number the number of the turn
     * @return whether the caller is the runner now
     */
    public boolean take(long number) {
        boolean taken = state.take(number);
        if (taken) {
            running = null;
            thread = null;
        }
        return taken;
    }

    /** {@return the number of the turn that runs, or 0 if there is none} */
    public long number() {
        return state.turn();
    }

    /**
     * Returns a turn.
     *
     * @param number the number of the turn
     * @return the turn, or {@code null} if it does not run any more, or is just ending
     */
    public T running(long number) {
        return number != 0 && number == state.turn() ? running : null;
    }

    /** {@return whether the calling thread is in a turn of the runner} */
    public boolean isMine() {
        return thread == Thread.currentThread();
    }

    /**
     * Looks for a turn that ran at the last tick too. Called about every ten milliseconds.
     *
     * @param punctual whether the tick came in time. Any other tick says nothing about turns, which may be slow for the
     *     same reason
     * @return the number of the turn, or 0 if there is none
     */
    public long stuck(boolean punctual) {
        long current = state.turn();
        boolean same = current == turnOfLastTick;
        turnOfLastTick = current;
        return same && punctual ? current : 0;
    }

    /**
     * {@return whether the thread of the turn waits now} A thread that computes, or waits for a processor or in a
     * system call, does not.
     */
    public boolean isWaiting() {
        Thread observed = thread;
        return observed != null && observed.getState() != Thread.State.RUNNABLE;
    }
}
