package io.hawser.session;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Whether the peer is still there, told at once to whoever sends, by whichever thread finds out. The endpoint hears of
 * it in the order of its events.
 *
 * <p>A peer that has ended its output alone may still read. So the answers to what it has sent before still go out,
 * each send waiting until its message is written; but a method that goes on after that is cut off by {@link #tick}.
 */
final class PeerPresence implements TransportSignals {

    /** How long a method may go on to send after the peer has ended its output, the waiting for its sends aside. */
    private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ConnectionLock lock;
    private final Outbound outbound;
    private final KeepAlive keepAlive;
    private final Pings pings;
    private final Dispatcher dispatcher;
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
     * @param whenLost run once, on the thread that finds out
     * @param giveUp ends a connection whose peer has gone
     */
    PeerPresence(
            ConnectionLock lock,
            Outbound outbound,
            KeepAlive keepAlive,
            Pings pings,
            Dispatcher dispatcher,
            Settings settings,
            Runnable whenLost,
            Consumer<IOException> giveUp) {
        this.lock = lock;
        this.outbound = outbound;
        this.keepAlive = keepAlive;
        this.pings = pings;
        this.dispatcher = dispatcher;
        this.closeTimeout = settings.nanos(Setting.CLOSE_TIMEOUT);
        this.whenLost = whenLost;
        this.giveUp = giveUp;
    }

    @Override
    public void inputArrived() {
        keepAlive.heard();
    }

    @Override
    public void inputOver() {
        inputOver = true;
        pings.inputOver();
    }

    @Override
    public void lost(Throwable why) {
        if (lossCause.compareAndSet(null, why)) {
            outbound.refuse(lossOf(why));
            whenLost.run();
            pings.end(lossOf(why));
            discardOutput();
        }
    }

    /** {@return what sends that come too late are told} */
    static String lossOf(Throwable why) {
        return "the connection has broken: " + why;
    }

    /** Whoever has the lock meanwhile calls the transport, which takes what there is, or the next tick does it. */
    private void discardOutput() {
        if (!lock.tryLockOrBeCalled()) {
            return;
        }
        Throwable cause = lossCause.get();
        List<SendCompletion> unsent;
        try {
            unsent = outbound.abandon(lossOf(cause));
        } finally {
            outbound.unlock();
        }
        SendCompletion.lose(unsent, cause);
    }

    /** {@return whether it is known that the connection is lost} */
    boolean isLost() {
        return lossCause.get() != null;
    }

    /**
     * {@return whether a blocking send has to wait until its message is written} The peer has ended its output: only
     * what the operating system says of a write shows whether it still reads.
     */
    boolean isDoubtful() {
        return inputOver;
    }

    /** Somebody sends, or asks whether the session is open. */
    void used() {
        if (inputOver) {
            usedDuring = dispatcher.callCount();
        }
    }

    /**
     * Waits until a message is written.
     *
     * @param send the message
     * @throws IOException where it was not written
     */
    void awaitWritten(PendingSend send) throws IOException {
        sendsThatWait.incrementAndGet();
        try {
            send.await();
        } finally {
            sendsThatWait.decrementAndGet();
        }
    }

    /** Lets time pass. Called by one thread. */
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
        int current = dispatcher.callCount();
        long passed = now - lastTick;
        lastTick = now;
        // What waits may have been sent during an earlier call, or before the end of input.
        boolean waits = isStuck() | sendsThatWait.get() > 0;
        if (!Dispatcher.isCall(current) || current != call || current != usedDuring && !waits) {
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
