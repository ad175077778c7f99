package io.hawser.standalone;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.ArrayList;
import java.util.List;

/** A thread on which user code may run and block. What it is doing for which loop is known to itself alone. */
final class WorkerThread extends FastThreadLocalThread {

    /** Relieves a thread of what others wait for. */
    interface Relief {

        /**
         * Has another thread take over everything but the turn that is under way. Does nothing where that has happened.
         *
         * @param turn the turn
         */
        void relieve(long turn);
    }

    /** For a thread on which nobody but its own connection waits. */
    static final Relief NO_RELIEF = turn -> {};

    private final List<TurnLoop> heldWrites = new ArrayList<>();
    private final int generation;
    private boolean inTurn;
    private Relief relief = NO_RELIEF;
    private long turn;

    WorkerThread(Runnable task, String name, int generation) {
        super(task, name);
        this.generation = generation;
        setDaemon(true);
    }

    /** {@return the calling thread, which is known to be one of these} */
    static WorkerThread current() {
        return (WorkerThread) Thread.currentThread();
    }

    /** {@return how many times the workers had been renewed when this one came} */
    int generation() {
        return generation;
    }

    /** {@return whether more events wait} */
    boolean runTurn(ConnectionToken token, Relief relief, long turn) {
        this.relief = relief;
        this.turn = turn;
        inTurn = true;
        try {
            return token.runTurn();
        } finally {
            inTurn = false;
            // An interrupt was meant for the user code that has just returned.
            interrupted();
        }
    }

    /** Says that the calling thread is going to wait: nothing of others may wait with it. */
    static void beforeBlocking() {
        if (currentThread() instanceof WorkerThread thread && thread.inTurn) {
            thread.releaseHeldWrites();
            thread.relief.relieve(thread.turn);
        }
    }

    /**
     * Has the calling thread wake a loop at the end of its batch, rather than at once.
     *
     * @return whether it will; not so outside a turn
     */
    static boolean holdsWriteBack(TurnLoop loop) {
        if (!(currentThread() instanceof WorkerThread thread) || !thread.inTurn) {
            return false;
        }
        if (!thread.heldWrites.contains(loop)) {
            thread.heldWrites.add(loop);
        }
        return true;
    }

    /** Wakes the loops whose connections have something to write. */
    void releaseHeldWrites() {
        if (!heldWrites.isEmpty()) {
            heldWrites.forEach(TurnLoop::wakeWriters);
            heldWrites.clear();
        }
    }
}
