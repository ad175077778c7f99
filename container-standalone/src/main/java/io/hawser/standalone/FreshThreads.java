package io.hawser.standalone;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Supplier;

/**
 * Makes threads that keep nothing of the thread which happens to make them: through its context class loader or its
 * protection domains, an application that is gone would stay in memory.
 *
 * @param contextClassLoader the context class loader of the new threads
 */
record FreshThreads(ClassLoader contextClassLoader) {

    /**
     * Makes a thread.
     *
     * @param constructor makes it
     */
    @SuppressWarnings("removal") // The only way, up to Java 23, to leave the caller's domains behind.
    <T extends Thread> T make(Supplier<T> constructor) {
        T thread = AccessController.doPrivileged((PrivilegedAction<T>) constructor::get);
        thread.setContextClassLoader(contextClassLoader);
        return thread;
    }
}
