package io.hawser.session;

import io.hawser.Settings;
import io.hawser.session.input.MessageBrokenException;
import io.hawser.session.liveness.KeepAlive;
import io.hawser.session.liveness.Pings;
import io.hawser.session.memory.Share;
import io.hawser.session.output.ConnectionLock;
import io.hawser.session.output.Outbound;
import io.hawser.session.output.PendingSend;
import io.hawser.session.output.SendCompletion;
import io.hawser.session.output.SessionOverException;
import io.hawser.transport.TransportSignals;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Knows whether the peer is still there. The thread that notices a loss tells senders at once. The endpoint hears of it
 * in the order of its events.
 *
 * <p>A peer that has ended only its output may still read. So replies to its earlier messages are still sent, and each
 * send waits until its message is written. {@link #tick} ends the connection if a method goes on for too long after
 * that.
 */
final class PeerPresence implements TransportSignals {

    /** The time that a method may go on after the peer has ended its output, without the time that its sends wait. */
    private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The most causes that are searched. Causes may form a cycle. */
    private static final int MAX_CAUSES = 50;

    private final ConnectionLock lock;
    private final Outbound outbound;
    private final KeepAlive keepAlive;
    private final Pings pings;
    private final UserCalls calls;
    private final Share share;
    private final long closeTimeout;
    private final Runnable whenLost;
    private final Consumer<IOException> giveUp;
    private final AtomicReference<Throwable> lossCause = new AtomicReference<>();
    private final AtomicInteger sendsThatWait = new AtomicInteger();
    private volatile boolean inputOver;
    /** The call during which the session was last used after the end of input. */
    private volatile int usedDuring;

    /** Used by the ticking thread alone. */
    private int call;

    private long lastTick;
    private long callNanos;
    private long ownNanos;
    private long waitingBytes;

    /**
     * @param whenLost run once, on the thread that notices the loss
     * @param giveUp ends a connection whose peer has gone
     */
    PeerPresence(
            ConnectionLock lock,
            Outbound outbound,
            KeepAlive keepAlive,
            Pings pings,
            UserCalls calls,
            Share share,
            Settings settings,
            Runnable whenLost,
            Consumer<IOException> giveUp) {
        this.lock = lock;
        this.outbound = outbound;
        this.keepAlive = keepAlive;
        this.pings = pings;
        this.calls = calls;
        this.share = share;
        this.closeTimeout = settings.closeTimeout().toNanos();
        this.whenLost = whenLost;
        this.giveUp = giveUp;
    }

    @Override
    public void inputArrived() {
        keepAlive.heard();
    }

    @Override
    public void memoryChanged() {
        share.transportHolds();
    }

    @Override
    public void inputOver() {
        inputOver = true;
        pings.inputOver();
    }

    @Override
    public void lost(Throwable why) {
        if (lossCause.compareAndSet(null, why)) {
            outbound.end().refuse(() -> lossOf(why));
            whenLost.run();
            pings.end(() -> lossOf(why));
            discardOutput();
            share.lost();
        }
    }

    /** {@return the message of the exception for sends after the loss} */
    static String lossOf(Throwable why) {
        return "the connection is lost: " + why;
    }

    /**
     * Discards waiting output. If another thread has the lock, that thread calls the transport, or the next tick does
     * it.
     */
    private void discardOutput() {
        if (!lock.tryLockOrBeCalled()) {
            return;
        }
        Throwable cause = lossCause.get();
        List<SendCompletion> unsent;
        try {
            unsent = outbound.end().abandon(() -> lossOf(cause));
        } finally {
            outbound.unlock();
        }
        SendCompletion.lose(unsent, cause);
    }

    /** {@return whether the connection is known to be lost} */
    boolean isLost() {
        return lossCause.get() != null;
    }

    /**
     * {@return whether the peer's end has caused an exception of user code} Such an exception is nobody's fault, and
     * the application hears of the end in another way. An exception that is caused by the application's own close is a
     * fault of the application.
     *
     * @param thrown the exception of user code. Its cause is mostly the exception that Hawser has thrown
     */
    boolean explains(Throwable thrown) {
        Throwable loss = lossCause.get();
        boolean gone = loss != null || inputOver;
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(told -> told == loss
                        || told instanceof MessageBrokenException
                        || gone && told instanceof SessionOverException);
    }

    /**
     * {@return whether a blocking send has to wait until its message is written} It has to after the peer has ended its
     * output: only the result of a write shows whether the peer still reads.
     */
    boolean isDoubtful() {
        return inputOver;
    }

    /** Notes that user code sends, or asks whether the session is open. */
    void used() {
        if (inputOver) {
            usedDuring = calls.count();
        }
    }

    /**
     * Waits until a message is written.
     *
     * @param send the message
     * @throws IOException if it was not written
     */
    void awaitWritten(PendingSend send) throws IOException {
        sendsThatWait.incrementAndGet();
        try {
            send.await();
        } finally {
            sendsThatWait.decrementAndGet();
        }
    }

    /** Handles a tick. Called by one thread. */
    void tick(long now) {
        if (isLost()) {
            discardOutput();
        } else if (inputOver && isOverdue(now)) {
            giveUp.accept(new IOException("the peer has ended the connection"));
        }
    }

    /** {@return whether output waits, and the peer has taken nothing of it since the last tick} */
    private boolean isStuck() {
        long before = waitingBytes;
        waitingBytes = outbound.waitingBytes();
        return waitingBytes > 0 && waitingBytes == before;
    }

    private boolean isOverdue(long now) {
        int current = calls.count();
        long passed = now - lastTick;
        lastTick = now;
        // Waiting output may have been sent during an earlier call, or before the end of input.
        boolean waits = isStuck() | sendsThatWait.get() > 0;
        if (!UserCalls.isDuring(current) || current != call || current != usedDuring && !waits) {
            call = current;
            callNanos = 0;
            ownNanos = 0;
            return false;
        }
        callNanos += passed;
        if (!waits) {
            ownNanos += passed;
        }
        return ownNanos >= LAST_WORDS_NANOS || callNanos >= closeTimeout;
    }
}
