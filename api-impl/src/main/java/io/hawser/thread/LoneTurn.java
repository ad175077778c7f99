package io.hawser.thread;

/** A turn that has a thread of its own. No other connection waits for it. */
public interface LoneTurn extends Runnable {

    /** {@return whether the turn may block, rather than compute for long} */
    boolean mayBlock();

    /** Notes that the turn waits now, or is about to. Called on any thread, during the turn or just after it. */
    void waits();
}
