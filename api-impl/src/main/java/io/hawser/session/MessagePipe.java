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

    private final InputDemand demand;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<P> parts = new ArrayDeque<>();
    private boolean complete;
    private boolean dropping;
    private boolean handled;
    private String broken;

    MessagePipe(InputDemand demand) {
        this.demand = demand;
    }

    /** Gives the reader a part. Called by the connection's events. */
    void put(P part, boolean last) {
        lock.lock();
        try {
            if (!dropping) {
                parts.add(part);
            }
            complete = last;
            balance();
        } finally {
            lock.unlock();
        }
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
            if (dropping) {
                throw new IOException("the message is over: its stream is closed");
            }
            if (parts.isEmpty() && broken != null) {
                throw new IOException(broken);
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
