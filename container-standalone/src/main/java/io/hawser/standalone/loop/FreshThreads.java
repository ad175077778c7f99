package io.hawser.standalone.loop;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Creates threads that inherit nothing from the thread that creates them. An inherited context class loader, protection
 * domain or thread-local variable would keep an application in memory after its end, and show the data of one user to
 * the next.
 */
public class FreshThreads {

    private final ClassLoader contextClassLoader;

    /**
     * Creates a source of threads.
     *
     * @param contextClassLoader the context class loader of the threads
     */
    public FreshThreads(ClassLoader contextClassLoader) {
        this.contextClassLoader = contextClassLoader;
    }

    ClassLoader contextClassLoader() {
        return contextClassLoader;
    }

    /**
     * Creates a thread.
     *
     * @param constructor creates it
     * @throws OutOfMemoryError if the system has no more threads; callers handle this
     */
    <T extends Thread> T make(Supplier<T> constructor) {
        CompletableFuture<T> made = new CompletableFuture<>();
        // Netty's threads always inherit thread-local variables; the maker has none.
        Thread maker = new Thread(null, () -> make(constructor, made), "hawser-thread-maker", 0, false);
        maker.start();
        T thread = made.join();
        // If the application ends next, it must not find the maker among its threads.
        awaitEnd(maker);
        thread.setContextClassLoader(contextClassLoader);
        return thread;
    }

    /** Waits for the thread that has created another one. It has nothing left to do, so this takes a moment. */
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
