package io.hawser.thread;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The tasks of one kind that wait for a thread. Guarded by the pool's lock, except {@link #isEmpty}. */
final class WaitingTasks {

    /** A linked queue: an array that cannot grow for lack of memory would lose all tasks. */
    private final Deque<Runnable> tasks = new ConcurrentLinkedDeque<>();

    private int size;
    /**
     * Whether a busy thread has come back for one of the tasks since the last tick, and so will come for the others.
     * Also set if no thread could be started.
     */
    private boolean moving;
    /** Whether tasks waited at the last tick, and at each moment since. */
    private boolean waited;

    void add(Runnable task, boolean first) {
        if (first) {
            tasks.addFirst(task);
        } else {
            tasks.addLast(task);
        }
        size++;
    }

    /**
     * {@return the next task, or {@code null} if none waits}
     *
     * @param cameBack whether the thread that takes the task was busy before
     */
    Runnable poll(boolean cameBack) {
        Runnable task = tasks.pollFirst();
        size -= task == null ? 0 : 1;
        moving |= cameBack;
        if (tasks.isEmpty()) {
            moving = false;
            waited = false;
        }
        return task;
    }

    /** {@return the next task that may run on a virtual thread, or {@code null} if none waits} */
    Runnable pollForVirtual() {
        for (Runnable task : tasks) {
            if (!(task instanceof PlatformTask) && tasks.removeFirstOccurrence(task)) {
                size--;
                waited &= !tasks.isEmpty();
                return task;
            }
        }
        return null;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** {@return whether tasks wait, and no busy thread has come for one of them since the last tick} */
    boolean isStanding() {
        return !tasks.isEmpty() && !moving;
    }

    /** Notes that no thread can be started for the tasks until the next tick. */
    void notStarted() {
        moving = true;
    }

    /** {@return whether tasks have waited since the last tick, and no busy thread has come for them} Handles a tick. */
    boolean tick() {
        boolean stood = waited && isStanding();
        waited = !tasks.isEmpty();
        moving = false;
        return stood;
    }
}
