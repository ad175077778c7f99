package io.hawser.session;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Has senders wait for their turn, and sends them away for good once a session takes no more. Guarded by its lock. */
final class Backpressure {

    private final ReentrantLock lock;
    private final Condition changed;
    private final Transport transport;
    private final Settings settings;
    private final LongSupplier queuedBytes;
    private String ended;

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

    /** From now on everybody is sent away, with the first reason that was given. */
    void end(String reason) {
        if (ended == null) {
            ended = reason;
        }
        changed();
    }

    /** {@return why nothing can be sent any more, or {@code null}} */
    String ended() {
        return ended;
    }

    void checkNotEnded() {
        if (ended != null) {
            throw new IllegalStateException(ended);
        }
    }

    /** Has those who wait look again. */
    void changed() {
        changed.signalAll();
    }

    /** Waits for a condition, with the lock given back meanwhile. */
    void await(BooleanSupplier condition) throws IOException {
        if (condition.getAsBoolean()) {
            return;
        }
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
