package io.hawser.standalone.loop;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to lead an event loop: to poll, to write, and to run the tasks of the loop. One thread at a time leads, as
 * in the pattern Leader/Followers: the loop's own thread, or the runner of its turns. While the runner runs user code,
 * nobody leads. So a thread that leads never waits for user code, and a loop that nobody leads can be taken.
 *
 * <p>What a leader did happens-before what the next leader does.
 */
final class Leadership {

    /** The loop's own thread leads. */
    private static final int OWN = 0;
    /** Nobody leads. A runner may, or the loop's own thread takes the loop back. */
    private static final int FREE = 1;
    /** A runner leads. */
    private static final int RUNNER = 2;

    /** The bits of a word that are the state. The other bits are the number of times that the loop was free. */
    private static final int STATE = 3;

    private static final int ONE_TIME = STATE + 1;

    private final AtomicInteger word = new AtomicInteger(OWN);
    /** The thread that leads. Not volatile: a thread reads itself here only if it has written itself here. */
    private Thread leader;
    /** The loop's own thread. Written before the loop is free for the first time. */
    private Thread own;
    /** The word of the last tick. Used only by the ticker. */
    private int wordOfLastTick;

    /** Begins to lead. Called once, by the loop's own thread. */
    void begin() {
        own = Thread.currentThread();
        leader = own;
    }

    /** {@return whether a thread leads} The answer is certain for the calling thread only. */
    boolean isLeader(Thread thread) {
        return thread == leader;
    }

    /** {@return whether nobody leads} */
    boolean isFree() {
        return (word.get() & STATE) == FREE;
    }

    /** {@return whether a runner leads} */
    boolean isLedByRunner() {
        return (word.get() & STATE) == RUNNER;
    }

    /**
     * Lets runners lead, and waits until the loop is handed back. Called by the loop's own thread.
     *
     * @param freed called when runners may lead
     */
    void free(Runnable freed) {
        leader = null;
        word.set((word.get() | FREE) + ONE_TIME);
        freed.run();
        boolean interrupted = false;
        while ((word.get() & STATE) != OWN) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        leader = own;
        if (interrupted) {
            own.interrupt();
        }
    }

    /** {@return whether the calling runner leads now} If so, it calls {@link #release} soon. */
    boolean take() {
        int seen = word.get();
        if ((seen & STATE) != FREE || !word.compareAndSet(seen, seen - FREE + RUNNER)) {
            return false;
        }
        leader = Thread.currentThread();
        return true;
    }

    /** Ends the lead of a runner, which leads again after a while. */
    void release() {
        leader = null;
        word.set(word.get() - RUNNER + FREE + ONE_TIME);
    }

    /** Lets the loop's own thread lead if nobody leads. Any thread may call this. */
    void handBack() {
        handBack(word.get());
    }

    private void handBack(int seen) {
        if ((seen & STATE) == FREE && word.compareAndSet(seen, seen - FREE + OWN)) {
            LockSupport.unpark(own);
        }
    }

    /** Lets the loop's own thread lead if nobody has led since the last tick. Called about every ten milliseconds. */
    void tick() {
        int seen = word.get();
        if (seen == wordOfLastTick) {
            handBack(seen);
        }
        wordOfLastTick = seen;
    }
}
