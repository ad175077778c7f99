package io.hawser.thread;

/** Makes the platform threads of a {@link WorkerPool}. */
@FunctionalInterface
public interface ThreadMaker {

    /**
     * Makes a thread that is not started.
     *
     * @param work the code that it runs
     * @param name its name
     * @return the thread
     */
    Thread make(Runnable work, String name);

    /** Called after a task has returned, on its thread. */
    default void taskEnded() {}
}
