package io.hawser.thread;

import io.hawser.thread.Places.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The tasks of all kinds that wait for a thread. Guarded by the pool's lock, except {@link #isEmpty}. */
final class Queues {

    /** About the time that it takes to wake a thread: a burst of short tasks is no reason for one more thread. */
    private static final long RECENT_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

    private static final Kind[] KINDS = Kind.values();

    private final Map<Kind, WaitingTasks> all = new EnumMap<>(Kind.class);
    private int turn;

    /**
     * The time at which a thread last finished a task, as of {@link System#nanoTime()}. It may have found no waiting
     * task.
     */
    private long cameBack = System.nanoTime() - RECENT_NANOS;

    Queues() {
        for (Kind kind : KINDS) {
            all.put(kind, new WaitingTasks());
        }
    }

    WaitingTasks of(Kind kind) {
        return all.get(kind);
    }

    boolean isEmpty() {
        for (Kind kind : KINDS) {
            if (!of(kind).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** {@return a wanted kind of which tasks wait, by turns, or {@code null} if there is none} */
    Kind any(Predicate<Kind> wanted) {
        for (int i = 0; i < KINDS.length; i++) {
            turn = (turn + 1) % KINDS.length;
            Kind kind = KINDS[turn];
            if (!of(kind).isEmpty() && wanted.test(kind)) {
                return kind;
            }
        }
        return null;
    }

    /**
     * Notes that a thread has finished a task, and looks for another one.
     *
     * @param now the time in nanoseconds, as of {@link System#nanoTime()}
     */
    void cameBack(long now) {
        cameBack = now;
    }

    /**
     * {@return whether tasks of a kind wait and no thread comes for them} No busy thread has taken one of them since
     * the last tick, and none has come back just now.
     */
    boolean isStanding(Kind kind) {
        return of(kind).isStanding() && System.nanoTime() - cameBack >= RECENT_NANOS;
    }

    /** Notes that no thread can be started for any task until the next tick. */
    void notStarted() {
        all.values().forEach(WaitingTasks::notStarted);
    }

    /** {@return whether no thread has come for waiting ordinary tasks since the last tick} Handles a tick. */
    boolean tick() {
        of(Kind.COMPLETION).tick();
        of(Kind.STREAM).tick();
        return of(Kind.ORDINARY).tick();
    }
}
