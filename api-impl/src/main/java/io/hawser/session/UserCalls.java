package io.hawser.session;

import java.util.concurrent.atomic.AtomicInteger;

/** Knows whether a method of the endpoint runs, and on which thread. One runs at a time. */
final class UserCalls {

    /** The thread that runs user code. Other threads read it only to find that it is not themselves. */
    private Thread calling;

    /** Odd while a method of the endpoint runs, and a different number for each call. Written by the calling thread. */
    private final AtomicInteger count = new AtomicInteger();

    void begin() {
        calling = Thread.currentThread();
        count.lazySet(count.get() + 1);
    }

    void end() {
        count.lazySet(count.get() + 1);
        calling = null;
    }

    /** {@return whether the calling thread runs user code of this session} */
    boolean areMine() {
        return calling == Thread.currentThread();
    }

    /** {@return a number that changes with each call of user code, and with its end} Any thread may call this. */
    int count() {
        return count.get();
    }

    /** {@return whether {@link #count} has returned this number while user code ran} */
    static boolean isDuring(int count) {
        return (count & 1) != 0;
    }
}
