package io.hawser.servlet.transport;

import io.hawser.thread.TurnThread;
import java.util.concurrent.atomic.AtomicReference;

/** A thread of an application. Knows the held-back output of the turn that is running. */
public final class Worker extends Thread implements TurnThread {

    /** Creates workers. */
    @FunctionalInterface
    public interface Maker {

        /**
         * Creates a thread that is not started.
         *
         * @param task the task of the thread
         * @param name the name of the thread
         * @param contextClassLoader the context class loader of the thread
         * @return the thread
         */
        Worker make(Runnable task, String name, ClassLoader contextClassLoader);
    }

    private final AtomicReference<OutputPump> heldBack = new AtomicReference<>();

    private final ClassLoader contextClassLoader;
    /** Makes another thread run the turns that wait. Set before the thread starts. */
    private Runnable relief = () -> {};

    /**
     * Creates a thread that is not started.
     *
     * @param task the task of the thread
     * @param name the name of the thread
     * @param contextClassLoader the context class loader of the thread, which is restored after each task
     */
    public Worker(Runnable task, String name, ClassLoader contextClassLoader) {
        super(null, task, name, 0, false);
        this.contextClassLoader = contextClassLoader;
        setDaemon(true);
        setContextClassLoader(contextClassLoader);
    }

    /** Sets what makes another thread run the turns that wait. Called before the thread starts. */
    void relief(Runnable wanted) {
        relief = wanted;
    }

    @Override
    public void relieve() {
        writeHeldBack();
        relief.run();
    }

    /** Restores the context class loader of the calling thread, which user code may have changed. */
    static void restore() {
        if (currentThread() instanceof Worker worker && worker.getContextClassLoader() != worker.contextClassLoader) {
            worker.setContextClassLoader(worker.contextClassLoader);
        }
    }

    /**
     * Holds back the output of the calling thread until its turn ends, or has taken too long. On a virtual thread, and
     * if the server's contexts run the turn on another thread, the output is written at once.
     */
    static void holdBack(OutputPump output) {
        if (currentThread() instanceof Worker worker) {
            worker.heldBack.set(output);
        } else {
            output.signal();
        }
    }

    /** Writes the held-back output of the calling thread. Does nothing on a thread that is no worker. */
    static void writeOwn() {
        if (currentThread() instanceof Worker worker) {
            worker.writeHeldBack();
        }
    }

    /** Writes the held-back output. Called by this thread, and by the ticker. */
    void writeHeldBack() {
        OutputPump output = heldBack.get() == null ? null : heldBack.getAndSet(null);
        if (output != null) {
            output.signal();
        }
    }
}
