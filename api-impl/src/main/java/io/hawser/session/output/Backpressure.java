package io.hawser.session.output;

import io.hawser.QueueFullException;
import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.transport.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Makes senders wait for their turn, and refuses them after the session has ended. Guarded by the connection's lock.
 */
final class Backpressure {

    /** Senders may overtake each other for this time. A strict order would switch threads for each message. */
    private static final long PATIENCE_NANOS = 50_000_000;

    /** A blocking send waits while more than this many bytes of earlier output wait. */
    private static final int MAX_EARLIER_BYTES = 64 * 1024;

    private final ReentrantLock lock;
    private final Condition changed;
    private final Transport transport;
    private final Settings settings;
    private final OutputLanes lanes;
    private final PartialMessage partial;
    private final Deque<Place> line = new ArrayDeque<>(0);
    /** Makes the reason only when a sender hears of it. */
    private final AtomicReference<Supplier<String>> ended = new AtomicReference<>();

    /**
     * @param lock the connection's lock
     * @param transport called before a sender waits
     * @param settings the time that senders wait
     * @param lanes the output
     * @param partial the messages that wait before they are output
     */
    Backpressure(
            ReentrantLock lock, Transport transport, Settings settings, OutputLanes lanes, PartialMessage partial) {
        this.lock = lock;
        this.changed = lock.newCondition();
        this.transport = transport;
        this.settings = settings;
        this.lanes = lanes;
        this.partial = partial;
    }

    /** A waiting sender, compared by identity. */
    private static final class Place {
        private final long since;

        Place(long since) {
            this.since = since;
        }
    }

    /** Refuses all senders from now on, with the first reason that was given. */
    void end(Supplier<String> reason) {
        refuse(reason);
        changed();
    }

    /** As {@link #end}, without the lock. Waiting senders notice it at their next check. */
    void refuse(Supplier<String> reason) {
        ended.compareAndSet(null, reason);
    }

    /**
     * {@return the exception for a message for which the queue has no room} If this closes the session, no message is
     * accepted from now on: it would come after a gap. The Close frame follows, without the lock.
     */
    QueueFullException full(long queued, int size, long most) {
        QueueFullException refusal = new QueueFullException(queued, size, most);
        if (settings.closeOnFullQueue()) {
            end(() -> "the session is closed: " + refusal.getMessage());
        }
        return refusal;
    }

    /** {@return the reason why nothing can be sent any more, or {@code null} if sends are accepted} */
    String ended() {
        Supplier<String> reason = ended.get();
        return reason == null ? null : reason.get();
    }

    void checkNotEnded() throws IOException {
        String reason = ended();
        if (reason != null) {
            throw new SessionOverException(reason);
        }
    }

    /** Wakes the waiting senders, which check their condition again. */
    void changed() {
        changed.signalAll();
    }

    /** The transport has taken output. Wakes the waiting senders if this may change their condition. */
    void taken() {
        // Not queuedBytes(): messages that wait behind a partial message may wait for the sender that waits here.
        if (!line.isEmpty() || lanes.messageBytes() <= MAX_EARLIER_BYTES) {
            changed();
        }
    }

    /** {@return the number of waiting bytes} */
    long queuedBytes() {
        return lanes.messageBytes() + partial.waitingBytes();
    }

    /**
     * Waits for the senders in line, for the end of a partial message, and for most of the output that is here already.
     */
    void awaitTurn() throws IOException {
        long mark = lanes.takenBytes() + queuedBytes();
        BooleanSupplier condition =
                () -> partial.isOver() && Math.min(mark - lanes.takenBytes(), queuedBytes()) <= MAX_EARLIER_BYTES;
        // A new sender may pass the waiting ones only as long as none of them has waited for long.
        if (!mayPass(null) || !condition.getAsBoolean()) {
            lanes.release();
            awaitInLine(condition);
        }
    }

    /**
     * Waits for most of the output, in the middle of a message. The senders in line wait for the end of this message.
     */
    void awaitRoom() throws IOException {
        if (lanes.messageBytes() > MAX_EARLIER_BYTES) {
            lanes.release();
            await(() -> lanes.messageBytes() <= MAX_EARLIER_BYTES);
        }
    }

    private boolean mayPass(Place place) {
        Place first = line.peek();
        return first == null || first == place || transport.nanoTime() - first.since < PATIENCE_NANOS;
    }

    /** Waits in line for a condition. The first sender in line is the next once it has waited for long. */
    private void awaitInLine(BooleanSupplier condition) throws IOException {
        Place place = new Place(transport.nanoTime());
        line.add(place);
        try {
            await(() -> mayPass(place) && condition.getAsBoolean());
        } finally {
            line.remove(place);
            changed();
        }
    }

    /** Waits for a condition. The lock is free meanwhile. */
    private void await(BooleanSupplier condition) throws IOException {
        unlocked(() -> transport.requestWrite(false));
        checkNotEnded();
        if (condition.getAsBoolean()) {
            return;
        }
        unlocked(transport::beforeBlocking);
        checkNotEnded();
        long left = settings.blockingSendTimeout().toNanos();
        while (!condition.getAsBoolean()) {
            if (left <= 0) {
                throw new SocketTimeoutException("the peer does not read: " + queuedBytes()
                        + " bytes still wait to be sent after the setting "
                        + Setting.BLOCKING_SEND_TIMEOUT.key() + " ("
                        + settings.blockingSendTimeout().toMillis() + " ms); this message was not sent");
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

    private void unlocked(Runnable action) {
        lock.unlock();
        try {
            action.run();
        } finally {
            lock.lock();
        }
    }
}
