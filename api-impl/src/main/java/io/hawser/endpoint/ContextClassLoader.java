package io.hawser.endpoint;

/**
 * The context class loader for an application's code.
 *
 * @param loader the class loader, or {@code null} to leave that of the thread unchanged
 */
public record ContextClassLoader(ClassLoader loader) {

    /**
     * Code of an application.
     *
     * @param <T> the type of its result
     * @param <E> the type of its exception
     */
    @FunctionalInterface
    public interface Code<T, E extends Exception> {

        /**
         * Runs the code.
         *
         * @return the result
         * @throws E if it fails
         */
        T run() throws E;
    }

    /**
     * Makes a task that runs another one with the context class loader.
     *
     * @param task the other task
     * @return the new task
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
     * Runs code on the calling thread, and restores the thread's context class loader afterwards.
     *
     * @param code the code
     * @param <T> the type of its result
     * @param <E> the type of its exception
     * @return the result of the code
     * @throws E if the code throws it
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
