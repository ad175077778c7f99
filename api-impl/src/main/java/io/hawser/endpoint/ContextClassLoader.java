package io.hawser.endpoint;

/**
 * The context class loader with which an application's code runs.
 *
 * @param loader the class loader, or {@code null} to leave threads as they are
 */
public record ContextClassLoader(ClassLoader loader) {

    /**
     * Code of an application.
     *
     * @param <T> what it returns
     * @param <E> what it throws
     */
    @FunctionalInterface
    public interface Code<T, E extends Exception> {

        /**
         * Runs it.
         *
         * @return what it is run for
         * @throws E where it fails
         */
        T run() throws E;
    }

    /**
     * Makes a task that runs another one with the context class loader.
     *
     * @param task the other one
     * @return the task
     */
    public Runnable around(Runnable task) {
        if (loader == null) {
            return task;
        }
        return () -> run(() -> {
            task.run();
            return null;
        });
    }

    /**
     * Runs code on the calling thread, which is left as it was.
     *
     * @param code what to run
     * @param <T> what it returns
     * @param <E> what it throws
     * @return what the code returns
     * @throws E where the code does
     */
    public <T, E extends Exception> T run(Code<T, E> code) throws E {
        if (loader == null) {
            return code.run();
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return code.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
