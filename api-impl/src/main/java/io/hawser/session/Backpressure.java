package io.hawser.session;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Has senders wait for their turn, and sends them away for good once a session takes no more. Guarded by its lock. */
final class Backpressure {

    /** A strict order would cost a change of threads for each message of senders that compete. */
    private static final long PATIENCE_NANOS = 50_000_000;

    private final ReentrantLock lock;
    private final Condition changed;
    private final Transport transport;
    private final Settings settings;
    private final LongSupplier queuedBytes;
    private final Deque<Place> line = new ArrayDeque<>(0);
    private final AtomicReference<String> ended = new AtomicReference<>();

    /**
     * @param lock the connection's lock
     * @param transport hears of those who wait
     * @param settings how long they wait
     * @param queuedBytes what they wait for, for the message where they do so in vain
     */
    Backpressure(ReentrantLock lock, Transport transport, Settings settings, LongSupplier queuedBytes) {
        this.lock = lock;
        this.changed = lock.newCondition();
        this.transport = transport;
        this.settings = settings;
        this.queuedBytes = queuedBytes;
    }

    /** Somebody who waits, compared by identity. */
    private static final class Place {
        private final long since;

        Place(long since) {
            this.since = since;
        }
    }

    /** From now on everybody is sent away, with the first reason that was given. */
    void end(String reason) {
        refuse(reason);
        changed();
    }

    /** As {@link #end}, without the lock: those who wait already learn it when they look again. */
    void refuse(String reason) {
        ended.compareAndSet(null, reason);
    }

    /**
     * {@return what is told of a message for which the queue has no room} Where that closes the session nothing is
     * accepted from now on, which would come behind a gap; the Close frame follows, without the lock.
     */
    QueueFullException full(long queued, int size, long most) {
        QueueFullException refusal = new QueueFullException(queued, size, most);
        if (settings.isOn(Setting.CLOSE_ON_FULL_QUEUE)) {
            end("the session is closed: " + refusal.getMessage());
        }
        return refusal;
    }

    /** {@return why nothing can be sent any more, or {@code null}} */
    String ended() {
        return ended.get();
    }

    void checkNotEnded() throws IOException {
        String reason = ended.get();
        if (reason != null) {
            throw new IOException(reason);
        }
    }

    /** Has those who wait look again. */
    void changed() {
        changed.signalAll();
    }

    /** {@return whether somebody waits in line} */
    boolean hasLine() {
        return !line.isEmpty();
    }

    /** {@return whether those who come now may pass those who wait: only as long as nobody has waited for long} */
    boolean mayPass() {
        return mayPass(null);
    }

    private boolean mayPass(Place place) {
        Place first = line.peek();
        return first == null || first == place || transport.nanoTime() - first.since < PATIENCE_NANOS;
    }

    /** Waits in line for a condition: whoever has waited for long is the next. */
    void awaitInLine(BooleanSupplier condition) throws IOException {
        Place place = new Place(transport.nanoTime());
        line.add(place);
        try {
            await(() -> mayPass(place) && condition.getAsBoolean());
        } finally {
            line.remove(place);
            changed();
        }
    }

    /** Waits for a condition, with the lock given back meanwhile. */
    void await(BooleanSupplier condition) throws IOException {
        lock.unlock();
        try {
            transport.requestWrite(false);
            transport.beforeBlocking();
        } finally {
            lock.lock();
        }
        checkNotEnded();
        long left = settings.nanos(Setting.BLOCKING_SEND_TIMEOUT);
        while (!condition.getAsBoolean()) {
            if (left <= 0) {
                throw new SocketTimeoutException("the peer does not read: " + queuedBytes.getAsLong()
                        + " bytes still wait to be sent after the setting "
                        + Setting.BLOCKING_SEND_TIMEOUT.key() + " ("
                        + settings.get(Setting.BLOCKING_SEND_TIMEOUT) + " ms); this message was not sent");
            }
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting to send; this message was not sent");
            }
            checkNotEnded();
        }
    }
}
