package io.hawser.standalone;

import io.hawser.session.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * The threads that the connections of one connector share. They come with the first connection and go a short while
 * after the last one, or at once where they are told to; none of them keeps the process from ending.
 */
final class ClientRuntime implements NettyConnector.Runtimes {

    private static final Logger LOG = System.getLogger(ClientRuntime.class.getPackageName());
    private static final long UNUSED_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition used = lock.newCondition();
    private final Settings settings;
    private final LongConsumer ticked;
    /** All whose threads may not have ended yet, {@link #runtime} among them. */
    private final Set<IoRuntime> running = new HashSet<>();

    private IoRuntime runtime;
    private int users;
    private boolean watched;
    private boolean refusing;

    /**
     * @param settings say how many threads
     * @param ticked what wants to know the time about ten times a second while there are connections
     */
    ClientRuntime(Settings settings, LongConsumer ticked) {
        this.settings = settings;
        this.ticked = ticked;
    }

    /** @throws IllegalStateException where there are to be no more connections */
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
                runtime = new IoRuntime("hawser-client", true, settings, ticked, own, Io.ofClassesOf(own));
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

    /** Lets nobody have threads any more. */
    void refuse() {
        lock.lock();
        try {
            refusing = true;
            used.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the threads after {@link #refuse()}, and waits for them. Those that do not end in time are interrupted. */
    void end() {
        for (IoRuntime stopped : running()) {
            if (!stopped.stop(STOP_NANOS)) {
                stopped.threads().forEach(Thread::interrupt);
                if (!stopped.stop(STOP_NANOS)) {
                    LOG.log(
                            Level.WARNING,
                            "threads of clients have not ended, and keep what they run in memory: {0}",
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
