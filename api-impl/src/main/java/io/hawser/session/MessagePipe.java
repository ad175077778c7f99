package io.hawser.session;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands the parts of one message from the connection's events to the thread that reads it as a stream. Nothing waits
 * for the reader but the peer: where many parts wait, no more input is wanted.
 *
 * @param <P> a part
 */
final class MessagePipe<P> {

    /** Where so many parts wait, each of which is some kilobytes at most, no more are wanted. */
    private static final int MANY = 8;

    /** So many may come all the same: a little input may inflate to much. Then the connection's events wait too. */
    private static final int MOST = 256;

    private final InputDemand demand;
    private final Runnable beforeBlocking;
    private final long patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<P> parts = new ArrayDeque<>();
    /** Whether the method that reads has a thread. */
    private boolean begun;

    private boolean complete;
    private boolean dropping;
    private boolean handled;
    private String broken;

    /**
     * Makes a pipe.
     *
     * @param beforeBlocking run before the connection's events wait for the reader
     * @param patience how long they wait for the reader to get a thread, in nanoseconds
     */
    MessagePipe(InputDemand demand, Runnable beforeBlocking, long patience) {
        this.demand = demand;
        this.beforeBlocking = beforeBlocking;
        this.patience = patience;
    }

    /** The method that reads has a thread now. */
    void begun() {
        lock.lock();
        try {
            begun = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the reader a part, and waits for the reader where very much waits for it. Called by the connection's
     * events.
     *
     * @return false where no thread comes that reads: all may wait like the calling one
     */
    boolean put(P part, boolean last) {
        lock.lock();
        try {
            if (isFull() && !hasRoomAtLast()) {
                broken = "more of the message has come than there is room for";
                drop();
                return false;
            }
            if (!dropping) {
                parts.add(part);
            }
            complete = last;
            balance();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return !dropping && parts.size() >= MOST;
    }

    private boolean hasRoomAtLast() {
        lock.unlock();
        try {
            beforeBlocking.run();
        } finally {
            lock.lock();
        }
        boolean interrupted = false;
        long left = patience;
        while (isFull() && (begun || left > 0)) {
            try {
                left = begun ? left : changed.awaitNanos(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (begun && isFull()) {
                changed.awaitUninterruptibly();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !isFull();
    }

    /** Pauses and resumes under the lock, so that the last one to do it knows best. */
    private void balance() {
        if (!complete && parts.size() >= MANY) {
            demand.pause();
        } else if (complete || parts.size() <= MANY / 2) {
            demand.resume();
        }
        changed.signalAll();
    }

    /** The rest of the message will not come. */
    void breakOff(String reason) {
        lock.lock();
        try {
            if (!complete) {
                broken = reason;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The reader has closed its stream: what it has not read is dropped. */
    void drop() {
        lock.lock();
        try {
            dropping = true;
            parts.clear();
            balance();
        } finally {
            lock.unlock();
        }
    }

    /** The method that reads has returned. */
    void handled() {
        lock.lock();
        try {
            handled = true;
            drop();
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether the method that reads has returned} */
    boolean isHandled() {
        lock.lock();
        try {
            return handled;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether nothing more of the message will come, since all of it is here} */
    boolean isComplete() {
        lock.lock();
        try {
            return complete;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the method that reads has returned. Called by the connection's events. */
    void awaitHandled() {
        lock.lock();
        try {
            while (!handled) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return the next part, or {@code null} at the end of the message; waits for it} */
    P take() throws IOException {
        lock.lock();
        try {
            while (parts.isEmpty() && !complete && broken == null && !dropping) {
                changed.await();
            }
            if (parts.isEmpty() && broken != null) {
                throw new IOException(broken);
            }
            if (dropping) {
                throw new IOException("the message is over: its stream is closed");
            }
            P next = parts.poll();
            balance();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading a message");
        } finally {
            lock.unlock();
        }
    }
}
