package io.hawser.standalone.loop;

/**
 * Runs the turns of a loop's connections. A turn is a handful of events of one connection, which may run user code. It
 * never runs within a poll, within a call of a pipeline, or within a flush.
 */
public interface Turns {

    /**
     * Runs a turn of a connection soon. Called once for each turn, by any thread.
     *
     * @param token the token of the connection, which is in no other queue
     */
    void ready(ConnectionToken token);

    /** Runs the turns that became ready on the loop. Called by the loop, after a poll and after its tasks. */
    void pollEnded();

    /** {@return whether the thread of the turns leads the loop from now on} Called by the loop's own thread. */
    boolean willLead();

    /** Notes that the loop can be led by the thread of the turns. */
    void loopIsFree();

    /** {@return whether the thread of the turns has something to do} Called by that thread. */
    boolean isReady();

    /**
     * Looks for a turn that does not return. Called about every ten milliseconds.
     *
     * @param punctual whether the tick came in time. A late tick says nothing about turns, which may be slow for the
     *     same reason
     */
    void tick(boolean punctual);

    /** Wakes a thread that waits for turns, so that it notices that it has to be replaced. */
    void renew();

    /** Ends the threads that wait for turns. Turns that are running go on. */
    void stop();
}
