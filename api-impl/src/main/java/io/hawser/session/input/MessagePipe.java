package io.hawser.session.input;

import io.hawser.session.memory.Share;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;

/**
 * Hands the parts of one message from the connection's events to the thread that reads it as a stream. If many parts
 * wait for the reader, the connection wants no more input, so that only the peer waits.
 *
 * @param <P> a part
 */
public final class MessagePipe<P> {

    /** The input pauses when this many parts wait, each of at most some kilobytes. */
    private static final int PAUSE_PARTS = 8;

    /**
     * The most waiting parts. A paused connection may still add parts, because a little input may inflate to much. When
     * this many wait, the connection's events wait too.
     */
    private static final int MAX_PARTS = 256;

    private final InputDemand demand;
    private final Share share;
    private final ToLongFunction<P> size;
    private final Runnable beforeBlocking;
    private final long patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<P> parts = new ArrayDeque<>();
    /** Whether the reading method has a thread. */
    private boolean begun;
    /** Whether the reading method has to wait until others have read their messages. */
    private boolean placeless;

    private boolean complete;
    private boolean dropping;
    private boolean handled;
    private String broken;

    /**
     * Makes a pipe.
     *
     * @param demand told whether more parts are wanted
     * @param share counts the memory of waiting parts
     * @param size returns the memory of a part in bytes
     * @param beforeBlocking run before the connection's events wait for the reader
     * @param patience the time that they wait for the reader to get a thread, in nanoseconds
     */
    public MessagePipe(
            InputDemand demand, Share share, ToLongFunction<P> size, Runnable beforeBlocking, long patience) {
        this.demand = demand;
        this.share = share;
        this.size = size;
        this.beforeBlocking = beforeBlocking;
        this.patience = patience;
    }

    /**
     * Notes that the reading method gets no thread soon. Until it has one, no input is wanted, and the connection's
     * events do not wait for it.
     */
    void waitsForPlace() {
        lock.lock();
        try {
            placeless = !begun;
            balance();
        } finally {
            lock.unlock();
        }
    }

    /** Notes that the reading method has a thread. */
    void begun() {
        lock.lock();
        try {
            begun = true;
            placeless = false;
            balance();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the reader a part. Waits for the reader if very many parts wait for it. Called by the connection's events.
     *
     * @param part the part, which belongs to the pipe from now on
     * @param last whether the message is complete with it
     * @return {@code false} if no thread will read, because all threads may wait like the calling one
     */
    public boolean put(P part, boolean last) {
        lock.lock();
        try {
            if (isFull() && !hasRoomAtLast()) {
                broken = "the message needs more memory than is left";
                drop();
                return false;
            }
            if (!dropping) {
                parts.add(part);
                share.piped(size.applyAsLong(part));
            }
            complete = last;
            balance();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return !dropping && parts.size() >= MAX_PARTS;
    }

    private boolean hasRoomAtLast() {
        lock.unlock();
        try {
            beforeBlocking.run();
        } finally {
            lock.lock();
        }
        boolean interrupted = false;
        long left = placeless ? 0 : patience;
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

    /** Pauses or resumes the input, under the lock, so that the last change counts. */
    private void balance() {
        if (!complete && (placeless && !dropping || parts.size() >= PAUSE_PARTS)) {
            demand.pause();
        } else if (complete || parts.size() <= PAUSE_PARTS / 2) {
            demand.resume();
        }
        changed.signalAll();
    }

    /** Notes that the rest of the message will not come. The reader still gets the parts that wait. */
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

    private void clear() {
        share.piped(-parts.stream().mapToLong(size).sum());
        parts.clear();
    }

    /** Notes that the rest of the message will not come, and drops the waiting parts. Any thread may call this. */
    void abandon(String reason) {
        lock.lock();
        try {
            broken = reason;
            drop();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Drops all parts that are not read, now and later, after the reader has closed its stream. Their input is wanted.
     */
    void drop() {
        lock.lock();
        try {
            dropping = true;
            clear();
            balance();
        } finally {
            lock.unlock();
        }
    }

    /** Notes that the reading method has returned. */
    void handled() {
        lock.lock();
        try {
            handled = true;
            drop();
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether the reading method has returned} */
    boolean isHandled() {
        lock.lock();
        try {
            return handled;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether all of the message is here, or was here} */
    boolean isComplete() {
        lock.lock();
        try {
            return complete;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the reading method has returned. Called by the connection's events. */
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

    /** {@return the next part, or {@code null} at the end of the message} Waits for it. */
    P take() throws IOException {
        lock.lock();
        try {
            while (parts.isEmpty() && !complete && broken == null && !dropping) {
                changed.await();
            }
            if (parts.isEmpty() && broken != null) {
                throw new MessageBrokenException(broken);
            }
            if (dropping) {
                throw new IOException("the message has ended: its stream is closed");
            }
            P next = parts.poll();
            if (next != null) {
                share.piped(-size.applyAsLong(next));
            }
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
