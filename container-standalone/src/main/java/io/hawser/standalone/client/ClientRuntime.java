package io.hawser.standalone.client;

import io.hawser.Settings;
import io.hawser.log.Log;
import io.hawser.standalone.loop.FreshThreads;
import io.hawser.standalone.loop.Io;
import io.hawser.standalone.loop.IoRuntime;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * The threads that the connections of one connector share. They start with the first connection and end a short while
 * after the last one, or at once if {@link #end()} is called. They are daemons.
 */
final class ClientRuntime implements NettyConnector.Runtimes {

    private static final Log LOG = Log.of(ClientRuntime.class);
    private static final long UNUSED_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition used = lock.newCondition();
    private final Settings settings;
    private final LongConsumer ticked;
    /** The runtimes whose threads may not have ended yet, including {@link #runtime}. */
    private final Set<IoRuntime> running = new HashSet<>();

    private IoRuntime runtime;
    private int users;
    private boolean watched;
    private boolean refusing;

    /**
     * Creates a runtime without threads.
     *
     * @param settings the settings, with the numbers of threads
     * @param ticked called with the time, in nanoseconds, about ten times a second while there are connections
     */
    ClientRuntime(Settings settings, LongConsumer ticked) {
        this.settings = settings;
        this.ticked = ticked;
    }

    /** @throws IllegalStateException after {@link #refuse()} */
    @Override
    public IoRuntime acquire() {
        lock.lock();
        try {
            if (refusing) {
                throw new IllegalStateException(
                        "the client opens no connections any more: it was closed, or its application has ended");
            }
            if (runtime == null) {
                ClassLoader own = ClientRuntime.class.getClassLoader();
                runtime = new IoRuntime(
                        "hawser-client", true, settings, ticked, new FreshThreads(own), Io.ofClassesOf(own));
                running.add(runtime);
            }
            users++;
            used.signal();
            return runtime;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void release() {
        lock.lock();
        try {
            if (--users == 0 && !watched && !refusing) {
                watched = true;
                runtime.workers().execute(this::endIfUnused);
            }
        } finally {
            lock.unlock();
        }
    }

    private void endIfUnused() {
        IoRuntime unused = null;
        lock.lock();
        try {
            long left = UNUSED_NANOS;
            while (users == 0 && !refusing && left > 0) {
                left = used.awaitNanos(left);
            }
            if (users == 0 && !refusing) {
                unused = runtime;
                runtime = null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watched = false;
            lock.unlock();
        }
        if (unused != null) {
            unused.stop(STOP_NANOS);
            ended(unused);
        }
    }

    private void ended(IoRuntime stopped) {
        lock.lock();
        try {
            running.remove(stopped);
        } finally {
            lock.unlock();
        }
    }

    /** Provides no more threads to connections from now on. */
    void refuse() {
        lock.lock();
        try {
            refusing = true;
            used.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the threads after {@link #refuse()}, and waits for them. Interrupts the threads that do not end in time. */
    void end() {
        for (IoRuntime stopped : running()) {
            if (!stopped.stop(STOP_NANOS)) {
                stopped.threads().forEach(Thread::interrupt);
                if (!stopped.stop(STOP_NANOS)) {
                    LOG.log(
                            Level.WARNING,
                            "threads of clients have not ended, and keep the classes of the application in memory: {0}",
                            stopped.threads().stream().map(Thread::getName).toList());
                }
            }
            ended(stopped);
        }
    }

    private List<IoRuntime> running() {
        lock.lock();
        try {
            return List.copyOf(running);
        } finally {
            lock.unlock();
        }
    }
}
