package io.hawser.thread;

/** A turn of one connection. The same object stands for all turns of its connection, of which one at a time is due. */
public interface Turn extends LoneTurn {

    /** {@return whether the next turn may take long, so that it should not delay other connections} */
    boolean isSlow();

    /**
     * Notes that this turn has kept others waiting. Called during the turn, or just after it, on another thread.
     *
     * @param waited whether it has waited itself, rather than computed
     */
    void stuck(boolean waited);

    /**
     * Notes that another thread runs the turns of other connections, since this turn is about to block. Called during
     * the turn, on its thread.
     */
    void relieved();
}
