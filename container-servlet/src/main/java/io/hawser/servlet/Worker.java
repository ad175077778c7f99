package io.hawser.servlet;

import java.util.concurrent.atomic.AtomicReference;

/** A thread of an application. Knows the output that waits for the end of the turn under way. */
final class Worker extends Thread {

    private final AtomicReference<OutputPump> heldBack = new AtomicReference<>();

    private final ClassLoader contextClassLoader;

    Worker(Runnable task, String name, ClassLoader contextClassLoader) {
        super(null, task, name, 0, false);
        this.contextClassLoader = contextClassLoader;
        setDaemon(true);
        setContextClassLoader(contextClassLoader);
    }

    /** Gives the calling thread its class loader back, which user code may have changed. */
    static void restore() {
        if (currentThread() instanceof Worker worker && worker.getContextClassLoader() != worker.contextClassLoader) {
            worker.setContextClassLoader(worker.contextClassLoader);
        }
    }

    /**
     * Puts off what the calling thread has to write until its turn ends, or until it has taken too long; writes it at
     * once where the server's contexts have put the turn on a thread of their own.
     */
    static void holdBack(OutputPump output) {
        if (currentThread() instanceof Worker worker) {
            worker.heldBack.set(output);
        } else {
            output.signal();
        }
    }

    /** Writes what the calling thread has put off; does nothing where it is another thread. */
    static void writeOwn() {
        if (currentThread() instanceof Worker worker) {
            worker.writeHeldBack();
        }
    }

    /** Writes what was put off. For this thread, and for the clock. */
    void writeHeldBack() {
        OutputPump output = heldBack.get() == null ? null : heldBack.getAndSet(null);
        if (output != null) {
            output.signal();
        }
    }
}
