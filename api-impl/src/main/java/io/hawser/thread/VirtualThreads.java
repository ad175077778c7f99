package io.hawser.thread;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Virtual threads, if the JDK has such that hold no other thread while they wait. Those of JDK 21 to 23 hold their
 * carrier thread while user code waits within {@code synchronized} (JEP 491). A few such threads would stop all other
 * virtual threads of the process.
 */
final class VirtualThreads {

    private static final int FIRST_WITHOUT_PINNING = 24;
    /** Makes a virtual thread from a task; {@code null} if there are none. */
    private static final MethodHandle MAKER = Runtime.version().feature() < FIRST_WITHOUT_PINNING ? null : maker();

    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final String name;
    private final ClassLoader contextClassLoader;
    private final Consumer<Runnable> runner;

    /**
     * @param name the name of the threads
     * @param contextClassLoader their context class loader
     * @param runner runs a task on the calling virtual thread; throws nothing
     */
    VirtualThreads(String name, ClassLoader contextClassLoader, Consumer<Runnable> runner) {
        this.name = name;
        this.contextClassLoader = contextClassLoader;
        this.runner = runner;
    }

    /** {@return whether a task has got a thread} */
    boolean execute(Runnable task) {
        if (MAKER == null) {
            return false;
        }
        Thread thread = null;
        try {
            thread = make(() -> run(task));
            thread.setName(name);
            thread.setContextClassLoader(contextClassLoader);
            running.add(thread);
            thread.start();
            return true;
        } catch (Throwable e) {
            // Lack of memory: the same as without virtual threads.
            if (thread != null) {
                running.remove(thread);
            }
            return false;
        }
    }

    private void run(Runnable task) {
        try {
            runner.accept(task);
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    /** {@return the threads that have not ended; a live view} */
    Set<Thread> running() {
        return running;
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
