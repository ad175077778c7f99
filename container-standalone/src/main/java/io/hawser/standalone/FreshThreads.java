package io.hawser.standalone;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Makes threads that keep nothing of the thread which happens to make them: through its context class loader, its
 * protection domains or its inheritable thread-local variables, an application that is gone would stay in memory, and
 * what it knows of one user would be there for the next.
 *
 * @param contextClassLoader the context class loader of the new threads
 */
record FreshThreads(ClassLoader contextClassLoader) {

    /**
     * Makes a thread.
     *
     * @param constructor makes it
     */
    <T extends Thread> T make(Supplier<T> constructor) {
        CompletableFuture<T> made = new CompletableFuture<>();
        // Netty's threads always inherit the variables of those that make them; this one has none to hand down.
        Thread maker = new Thread(null, () -> make(constructor, made), "hawser-thread-maker", 0, false);
        maker.start();
        T thread = made.join();
        // An application that ends next is not to find it among its threads.
        awaitEnd(maker);
        thread.setContextClassLoader(contextClassLoader);
        return thread;
    }

    /** A moment: there is nothing left for it to do. */
    private static void awaitEnd(Thread maker) {
        boolean interrupted = false;
        while (maker.isAlive()) {
            try {
                maker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("removal") // The only way, up to Java 23, to leave the caller's domains behind.
    private static <T> void make(Supplier<T> constructor, CompletableFuture<T> made) {
        try {
            made.complete(AccessController.doPrivileged((PrivilegedAction<T>) constructor::get));
        } catch (Throwable e) {
            made.completeExceptionally(e);
        }
    }
}
