package io.hawser.standalone;

import io.hawser.session.Settings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * The threads that the clients of this process share. They come with the first connection and go a short while after
 * the last one; none of them keeps the process from ending.
 */
final class ClientRuntime implements NettyConnector.Runtimes {

    private static final long UNUSED_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition used = lock.newCondition();
    private final Settings settings;
    private final LongConsumer ticked;
    private IoRuntime runtime;
    private int users;
    private boolean watched;

    /**
     * @param settings say how many threads
     * @param ticked what wants to know the time about ten times a second while there are connections
     */
    ClientRuntime(Settings settings, LongConsumer ticked) {
        this.settings = settings;
        this.ticked = ticked;
    }

    @Override
    public IoRuntime acquire() {
        lock.lock();
        try {
            if (runtime == null) {
                runtime = new IoRuntime("hawser-client", true, settings, ticked, ClientRuntime.class.getClassLoader());
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
            if (--users == 0 && !watched) {
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
            while (users == 0 && left > 0) {
                left = used.awaitNanos(left);
            }
            if (users == 0) {
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
        }
    }
}
