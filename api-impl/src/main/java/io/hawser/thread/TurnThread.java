package io.hawser.thread;

/** A thread that runs turns, and for which the turns of other connections wait. */
public interface TurnThread {

    /** Lets another thread run the turns that wait for this one, which is about to block. Called by this thread. */
    void relieve();

    /**
     * Prepares for the calling thread to block: no other connection may have to wait for it, whichever container runs
     * the turn. Does nothing outside of turns.
     */
    static void beforeBlocking() {
        if (Thread.currentThread() instanceof TurnThread thread) {
            thread.relieve();
        }
    }
}
