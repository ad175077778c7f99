package io.hawser.servlet;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has one thread at a time do a piece of work that any thread may ask for: who asks while nobody works does it, who
 * asks meanwhile makes it be done once more. Each pass happens-before the next. So the stream of a servlet container,
 * whose state may be a plain field, has one owner at a time (the container's own callbacks included).
 */
final class Signals {

    private final AtomicInteger asked = new AtomicInteger();
    private final Runnable pass;

    Signals(Runnable pass) {
        this.pass = pass;
    }

    /** Asks for a pass that begins after this call has begun. */
    void signal() {
        if (asked.getAndIncrement() != 0) {
            return;
        }
        int seen;
        do {
            seen = asked.get();
            pass.run();
        } while (asked.addAndGet(-seen) != 0);
    }

    /** {@return whether a pass runs or is asked for} */
    boolean isBusy() {
        return asked.get() != 0;
    }
}
