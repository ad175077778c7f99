package io.hawser.servlet.quirks;

import java.util.concurrent.Executor;

/**
 * The one thread that reads the input of a connection, if only one thread may do so: the thread that calls
 * {@code onDataAvailable}, if it accepts tasks.
 *
 * <ul>
 *   <li>Server: Undertow 2.3; other versions not known. Its I/O threads are executors.
 *   <li>Cause: Undertow uses the stream before it calls {@code onDataAvailable}. A thread of the application that
 *       continued to read after a pause would read at the same time, and bytes would be lost.
 *   <li>Test: {@code InputPumpTest.whereTheThreadThatCallsTakesTasksItDoesAllReading}.
 *   <li>Delete when Undertow does not use the stream before it calls.
 * </ul>
 */
public final class ReadingThread {

    private volatile Executor thread;

    /** Creates an object that does not know the thread yet. */
    public ReadingThread() {}

    /** Makes the calling thread the thread that reads, if it accepts tasks. */
    public void called() {
        if (Thread.currentThread() instanceof Executor executor) {
            thread = executor;
        }
    }

    /**
     * Runs a task that must not run at the same time as a read.
     *
     * @param task the task
     * @param otherwise runs the task if any thread may read, or if the thread that reads has ended
     */
    public void execute(Runnable task, Executor otherwise) {
        Executor own = thread;
        if (own == null) {
            otherwise.execute(task);
        } else if (own == Thread.currentThread()) {
            task.run();
        } else {
            try {
                own.execute(task);
            } catch (RuntimeException e) {
                // That thread has ended, and all reading has ended with it.
                otherwise.execute(task);
            }
        }
    }
}
