package io.hawser.standalone;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What has to happen on a loop by a certain time unless it is called off. Looked through about ten times a second, so
 * that no connection needs a timer of its own. Used by the loop's thread alone, but for {@link #isEmpty()}.
 */
final class Deadlines {

    private final Set<Deadline> pending = new HashSet<>();
    private volatile boolean empty = true;

    /** One of them. */
    final class Deadline {
        private final long at;
        private final Runnable expired;

        private Deadline(long at, Runnable expired) {
            this.at = at;
            this.expired = expired;
        }

        void cancel() {
            remove(this);
        }
    }

    /**
     * Adds a deadline.
     *
     * @param nanos how long from now
     * @param expired what to do then
     */
    Deadline in(long nanos, Runnable expired) {
        Deadline deadline = new Deadline(System.nanoTime() + nanos, expired);
        pending.add(deadline);
        empty = false;
        return deadline;
    }

    private boolean remove(Deadline deadline) {
        boolean removed = pending.remove(deadline);
        empty = pending.isEmpty();
        return removed;
    }

    /** {@return whether there is nothing to check; may be called by any thread} */
    boolean isEmpty() {
        return empty;
    }

    /** Runs what is due. */
    void check(long now) {
        List<Deadline> due = new ArrayList<>();
        for (Deadline deadline : pending) {
            if (now - deadline.at >= 0) {
                due.add(deadline);
            }
        }
        for (Deadline deadline : due) {
            if (remove(deadline)) {
                deadline.expired.run();
            }
        }
    }
}
