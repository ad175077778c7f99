package io.hawser.standalone.loop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The deadlines of a loop: tasks that run at a certain time unless they are cancelled. They are checked about ten times
 * a second, so no connection needs a separate timer. Only the thread of the loop may call the methods, except for
 * {@link #isEmpty()}.
 */
public final class Deadlines {

    private final Set<Deadline> pending = new HashSet<>();
    private volatile boolean empty = true;

    /** A task that runs at a certain time. */
    public final class Deadline {
        private final long at;
        private final Runnable expired;

        private Deadline(long at, Runnable expired) {
            this.at = at;
            this.expired = expired;
        }

        /** Cancels the task. Does nothing if it has run. */
        public void cancel() {
            remove(this);
        }
    }

    /**
     * Adds a deadline.
     *
     * @param nanos the time from now, in nanoseconds
     * @param expired the task to run then
     * @return the deadline, which the caller can cancel
     */
    public Deadline in(long nanos, Runnable expired) {
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

    /** {@return whether there are no deadlines; any thread may call this} */
    boolean isEmpty() {
        return empty;
    }

    /** Runs the tasks whose time has come. */
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
