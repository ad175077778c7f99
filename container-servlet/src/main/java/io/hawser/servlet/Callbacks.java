package io.hawser.servlet;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The callbacks of a container in which a connection that was closed ends when the next of them returns. Who closes
 * while one runs has it return afterwards, so that none has to come.
 */
final class Callbacks {

    private static final int HELD = 1 << 30;

    private final AtomicInteger running = new AtomicInteger();

    /** A callback begins. */
    void enter() {
        running.incrementAndGet();
    }

    /** A callback is about to return. Waits for who holds it, which takes no longer than to close. */
    void leave() {
        int before = running.get();
        while (before == (HELD | 1) || !running.compareAndSet(before, before - 1)) {
            Thread.onSpinWait();
            before = running.get();
        }
    }

    /** {@return whether a callback runs; if so, one goes on to run until {@link #release()}} Called by one thread. */
    boolean hold() {
        int before = running.get();
        while (before != 0) {
            if (running.compareAndSet(before, before | HELD)) {
                return true;
            }
            before = running.get();
        }
        return false;
    }

    /** Lets go what was held. */
    void release() {
        running.addAndGet(-HELD);
    }
}
