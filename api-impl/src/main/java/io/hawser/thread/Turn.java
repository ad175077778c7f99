package io.hawser.thread;

/** A turn of one connection. The same object stands for all turns of its connection, of which one at a time is due. */
public interface Turn extends Runnable {

    /** {@return whether the last turn was so long that the next one should not delay other connections} */
    boolean isSlow();

    /**
     * Sets the value that {@link #isSlow} returns.
     *
     * @param slow whether the last turn was slow
     */
    void setSlow(boolean slow);
}
