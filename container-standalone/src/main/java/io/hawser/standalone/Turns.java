package io.hawser.standalone;

/**
 * Says which thread runs the turns of a loop's connections. A turn is a batch of user code between two pieces of loop
 * work: it runs neither inside a poll, nor inside a call of a pipeline, nor inside a flush.
 */
interface Turns {

    /**
     * A token's mailbox has filled. Called once for each turn, by any thread.
     *
     * @param token the token, which is in no other queue
     */
    void ready(ConnectionToken token);

    /** The loop has polled, or is going to: what became ready on it is to be run. Called by the loop. */
    void pollEnded();

    /**
     * Looks for a turn that does not come back. Called about every ten milliseconds.
     *
     * @param punctual whether the tick came in time; a late one says nothing about turns, since they may have been kept
     *     from running by what made it late
     */
    void tick(boolean punctual);

    /** Has threads that are to be replaced notice it. */
    void renew();

    /** Ends the threads that wait for turns; turns that are under way go on. */
    void stop();
}
