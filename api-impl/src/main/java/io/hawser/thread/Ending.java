package io.hawser.thread;

import java.util.concurrent.atomic.AtomicReference;

/** The ways to end a transport. A way is only ever replaced by one that comes after it. */
public enum Ending {
    /** Not at all. */
    NONE,
    /** After the last output; the peer has some time to end its output first. */
    CLOSE_AFTER_PEER,
    /** After the last output. */
    CLOSE,
    /** At once; output that is not written is lost. */
    ABORT;

    /**
     * Replaces another ending, unless that comes after this. Any thread may call this.
     *
     * @param asked the ending that was asked for so far
     */
    public void replace(AtomicReference<Ending> asked) {
        asked.accumulateAndGet(this, (before, wanted) -> wanted.compareTo(before) > 0 ? wanted : before);
    }
}
