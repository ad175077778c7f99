package io.hawser.standalone.loop;

import io.hawser.thread.TurnThread;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.ArrayList;
import java.util.List;

/** A thread on which user code may run and block. Its state is confined to the thread itself. */
public final class WorkerThread extends FastThreadLocalThread implements TurnThread {

    /** Relieves a thread of the work for which other connections wait. */
    interface Relief {

        /**
         * Writes the output for a loop now, on the calling thread, in the middle of a turn, if this is possible.
         *
         * @param loop the loop
         */
        default void write(TurnLoop loop) {}

        /**
         * Makes another thread take over all work except for the turn that is running. Does nothing if another thread
         * has taken it over already.
         *
         * @param turn the number of the turn
         */
        void relieve(long turn);
    }

    private final List<TurnLoop> heldWrites = new ArrayList<>();
    private final int generation;
    /** That of the turn that runs, or {@code null}: an idle thread must not keep a connection in memory. */
    private Relief relief;

    private long turn;

    WorkerThread(Runnable task, String name, int generation) {
        super(task, name);
        this.generation = generation;
        setDaemon(true);
    }

    /** {@return the calling thread, which has to be one of these} */
    static WorkerThread current() {
        return (WorkerThread) Thread.currentThread();
    }

    /** {@return the number of times that the workers had been renewed when this thread was created} */
    int generation() {
        return generation;
    }

    /**
     * Runs a turn.
     *
     * @param token the token of the connection
     * @param relief called if the turn is about to block
     * @param turn the number of the turn
     * @return whether more events wait
     */
    boolean runTurn(ConnectionToken token, Relief relief, long turn) {
        return runTurn(token, false, relief, turn);
    }

    private boolean runTurn(ConnectionToken token, boolean alone, Relief relief, long turn) {
        this.relief = relief;
        this.turn = turn;
        try {
            return alone ? token.runTurnAlone() : token.runTurn();
        } finally {
            this.relief = null;
            // An interrupt was for the user code, which has returned.
            interrupted();
        }
    }

    /**
     * Runs a turn for which no other connection waits, on the calling thread, which may be a virtual one.
     *
     * @param token the token of the connection
     * @return whether more events wait
     */
    static boolean runTurnAlone(ConnectionToken token) {
        if (currentThread() instanceof WorkerThread thread) {
            boolean more = thread.runTurn(token, true, number -> token.waits(), 0);
            thread.releaseHeldWrites();
            return more;
        }
        try {
            return token.runTurnAlone();
        } finally {
            interrupted();
        }
    }

    @Override
    public void relieve() {
        if (relief != null) {
            heldWrites.forEach(this::writeInTurn);
            heldWrites.clear();
            relief.relieve(turn);
        }
    }

    /**
     * Makes the calling thread wake a loop at the end of its batch, and not at once.
     *
     * @param loop the loop
     * @return whether the thread will wake the loop; {@code false} outside a turn
     */
    public static boolean holdsWriteBack(TurnLoop loop) {
        if (!(currentThread() instanceof WorkerThread thread) || thread.relief == null) {
            return false;
        }
        if (!thread.heldWrites.contains(loop)) {
            thread.heldWrites.add(loop);
        }
        return true;
    }

    /**
     * Makes a loop write, as soon as possible. If the calling thread is in a turn and may lead the loop, it writes
     * itself.
     *
     * @param loop the loop
     */
    public static void write(TurnLoop loop) {
        if (currentThread() instanceof WorkerThread thread && thread.relief != null) {
            thread.writeInTurn(loop);
        } else {
            loop.wakeWriters();
        }
    }

    private void writeInTurn(TurnLoop loop) {
        // An interrupt is for the user code, and not for what the loop does.
        boolean interrupted = interrupted();
        try {
            relief.write(loop);
            loop.wakeWriters();
        } finally {
            if (interrupted) {
                interrupt();
            }
        }
    }

    /** Wakes the loops for which {@link #holdsWriteBack} was called. */
    void releaseHeldWrites() {
        if (!heldWrites.isEmpty()) {
            heldWrites.forEach(TurnLoop::wakeWriters);
            heldWrites.clear();
        }
    }
}
