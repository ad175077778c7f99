package io.hawser.transport;

/**
 * What the turns of one connection have shown: whether they block. What is learned here is passed on to the other
 * connections of the endpoint. Safe for all threads.
 */
public final class TurnHistory {

    /** For how many turns it is believed that they block. */
    private volatile int believed;
    /** What is known of the endpoint; {@code null} before that, and for a client. */
    private volatile Pace pace;

    /** Creates the history of a connection that has had no turn. */
    public TurnHistory() {}

    /**
     * Sets what is known of the endpoint.
     *
     * @param known what is known, or {@code null} for a client
     */
    public void pace(Pace known) {
        pace = known;
    }

    /** {@return what is known of the endpoint, or {@code null}} */
    public Pace pace() {
        return pace;
    }

    /** {@return whether the turns of this connection are believed to block} */
    public boolean isBelieved() {
        return believed > 0;
    }

    /** {@return whether the turns of the endpoint may keep others waiting} */
    public boolean isEndpointSlow() {
        Pace known = pace;
        return known != null && known.isSlow();
    }

    /** {@return whether the next turn may block, rather than compute for long} */
    public boolean mayBlock() {
        Pace known = pace;
        return isBelieved() || known != null && known.mayBlock();
    }

    /** Notes that the turn that runs waits, or is about to. */
    public void waits() {
        believed = Pace.BELIEVED;
        Pace known = pace;
        if (known != null) {
            known.waits();
        }
    }

    /**
     * Notes that the turn that runs has kept others waiting.
     *
     * @param waited whether it has waited itself, rather than computed
     */
    public void stuck(boolean waited) {
        believed = waited ? Pace.BELIEVED : 0;
        Pace known = pace;
        if (waited && known != null) {
            known.stuck();
        }
    }

    /**
     * Notes the end of a turn.
     *
     * @param fast whether the next one need not have a thread of its own
     */
    public void ended(boolean fast) {
        believed = fast ? 0 : Math.max(0, believed - 1);
    }
}
