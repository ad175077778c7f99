package io.hawser.thread;

import io.hawser.Setting;
import io.hawser.Settings;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** A bounded number of virtual threads, each for one task. None, if the JDK or the settings have none. */
public final class VirtualThreads {

    private static final int FIRST = 21;
    /** Makes a virtual thread from a task; {@code null} if the JDK has none. */
    private static final MethodHandle MAKER = Runtime.version().feature() < FIRST ? null : maker();

    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final String name;
    private final ClassLoader contextClassLoader;
    private final int most;
    private final Semaphore spare;
    private volatile boolean stopped;

    /**
     * Creates a bound for threads, and no thread.
     *
     * @param name the name of the threads
     * @param contextClassLoader their context class loader
     * @param settings the settings, with the largest number of threads
     * @throws IllegalArgumentException if the settings want virtual threads, and the JDK has none
     */
    public VirtualThreads(String name, ClassLoader contextClassLoader, Settings settings) {
        if (settings.virtualThreads() && MAKER == null) {
            throw new IllegalArgumentException("setting " + Setting.VIRTUAL_THREADS.key() + " is true, but JDK "
                    + Runtime.version().feature() + " has no virtual threads: it needs JDK " + FIRST + " or later");
        }
        this.name = name;
        this.contextClassLoader = contextClassLoader;
        this.most = settings.virtualThreads() ? settings.maxVirtualThreads() : 0;
        this.spare = new Semaphore(most);
    }

    /** {@return whether a task would get a thread} */
    boolean hasSpare() {
        return !stopped && spare.availablePermits() > 0;
    }

    /**
     * {@return whether a stream would get a thread} Streams, which last as long as their peers like, have half of them.
     */
    boolean hasSpareForStream() {
        return !stopped && spare.availablePermits() > most / 2;
    }

    /**
     * Runs a task on a thread of its own, if there is one.
     *
     * @param task the task
     * @param runner runs the task; throws nothing
     * @return whether the task has got a thread
     */
    boolean execute(Runnable task, Consumer<Runnable> runner) {
        if (!spare.tryAcquire()) {
            return false;
        }
        Thread thread = null;
        try {
            thread = make(() -> run(task, runner));
            thread.setName(name);
            thread.setContextClassLoader(contextClassLoader);
            running.add(thread);
            // Read after the thread was added: either this sees the stop, or the stop sees the thread.
            if (!stopped) {
                thread.start();
                return true;
            }
        } catch (Throwable e) {
            // Lack of memory: the same as without virtual threads.
        }
        ended(thread);
        return false;
    }

    private void run(Runnable task, Consumer<Runnable> runner) {
        try {
            runner.accept(task);
        } finally {
            ended(Thread.currentThread());
        }
    }

    private void ended(Thread thread) {
        spare.release();
        if (thread != null) {
            running.remove(thread);
        }
    }

    /** {@return the threads that have not ended; a live view} */
    Set<Thread> running() {
        return running;
    }

    /** {@return whether there is no thread} */
    boolean isIdle() {
        return running.isEmpty();
    }

    /**
     * Takes no more tasks, and waits for the threads.
     *
     * @param nanos the longest time to wait, in nanoseconds; does not wait for the calling thread
     * @return whether all threads have ended
     */
    boolean stop(long nanos) {
        stopped = true;
        return Polling.await(() -> running.stream().allMatch(thread -> thread.equals(Thread.currentThread())), nanos);
    }

    private static Thread make(Runnable task) {
        try {
            return (Thread) MAKER.invokeExact(task);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("making a thread declares no exception", e);
        }
    }

    /** {@return Thread.ofVirtual().inheritInheritableThreadLocals(false)::unstarted} */
    private static MethodHandle maker() {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object builder = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(type))
                    .invoke();
            MethodType setter = MethodType.methodType(type, boolean.class);
            Object bare = lookup.findVirtual(type, "inheritInheritableThreadLocals", setter)
                    .invoke(builder, false);
            MethodType unstarted = MethodType.methodType(Thread.class, Runnable.class);
            return lookup.findVirtual(type, "unstarted", unstarted).bindTo(bare);
        } catch (Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
