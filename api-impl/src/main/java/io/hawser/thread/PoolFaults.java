package io.hawser.thread;

import io.hawser.Setting;
import io.hawser.log.Log;
import io.hawser.log.RareLine;
import java.lang.System.Logger.Level;

/**
 * Logs faults of a pool's threads, once in a while. Throws nothing, even if memory is short, since the caller may be a
 * thread that has a task to do. Safe for all threads.
 */
final class PoolFaults {

    private final RareLine blocked;
    private final RareLine notStarted;
    private final RareLine failed;
    private final String name;
    private final String blockedText;
    private final String failedText;

    PoolFaults(Log log, String name, int most) {
        this.blocked = new RareLine(log, Level.WARNING);
        this.notStarted = new RareLine(log, Level.ERROR);
        this.failed = new RareLine(log, Level.WARNING);
        this.name = name;
        this.blockedText = "all " + most + " threads of " + name + " are blocked in endpoints, and connections wait"
                + " for a thread; raise the setting " + Setting.MAX_THREADS.key() + " or block less";
        this.failedText = "a task has failed on a thread of " + name;
    }

    /** Logs that tasks wait because all threads are in use. */
    void blocked(long now) {
        blocked.tell(now, blockedText, null);
    }

    /**
     * Logs that a thread could not be started.
     *
     * @param left the number of existing threads
     */
    void notStarted(int left, Throwable cause) {
        try {
            notStarted.tell(
                    "a thread of " + name + " cannot be started; " + left + " threads continue, and Hawser tries again."
                            + " Allow the process more threads and memory, or lower the setting "
                            + Setting.MAX_THREADS.key(),
                    cause);
        } catch (Throwable e) {
            // Memory is too short even for the log line.
        }
    }

    /** Logs the exception of a task. */
    void failed(Throwable cause) {
        failed.tell(failedText, cause);
    }
}
