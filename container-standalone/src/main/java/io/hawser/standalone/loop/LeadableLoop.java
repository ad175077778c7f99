package io.hawser.standalone.loop;

/** A loop as the threads that run its turns see it: they may lead it between turns. */
interface LeadableLoop {

    /** {@return whether a thread, which is the calling one, leads the loop} */
    boolean inEventLoop(Thread thread);

    /** {@return whether nobody leads the loop, so that a runner may} */
    boolean isFree();

    /**
     * Polls and runs tasks once, on the calling thread, if the loop is free. The poll waits for input, unless there is
     * something else to do. Called outside of turns.
     *
     * @return whether the calling thread has led the loop
     */
    boolean lead();

    /** Writes the output for which writers wait, on the calling thread, if the loop is free. */
    void leadWriters();

    /** Makes the writers that still wait write soon. */
    void wakeWriters();

    /** Ends the wait of a runner that polls. */
    void wakeUp();

    /** Lets the loop's own thread lead if nobody does. */
    void handBack();
}
