package io.hawser.session.memory;

import io.hawser.Setting;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.MemoryUse;
import io.hawser.protocol.ProtocolException;
import io.hawser.transport.HeldBytes;
import io.hawser.transport.Transport;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The part of a container's {@link Budget} that one connection holds. Each holder of memory records it here, which
 * costs no more than a store. The budget is told of larger changes (more than a few kilobytes) at once, and of smaller
 * ones with the next tick.
 */
public final class Share implements MemoryUse {

    /** The most bytes that are not reported to the budget before the next tick, a tenth of a second later. */
    private static final long MAX_UNREPORTED_BYTES = 16 * 1024;

    /** Ends the session. Called by any thread without a lock; neither waits nor throws. */
    public interface Owner {

        /**
         * Ends the session because its input holds too much memory.
         *
         * @param reason the reason, with the status of the Close frame
         */
        void tooMuchInput(ProtocolException reason);

        /**
         * Ends the session because its output holds too much memory.
         *
         * @param reason the reason, with the status of the Close frame
         */
        void tooMuchOutput(ProtocolException reason);
    }

    private final Budget budget;
    private final Transport transport;
    private final HeldBytes held;
    private final Owner owner;

    /** Written by the connection's events. */
    private final AtomicLong reading = new AtomicLong();

    private final AtomicLong piped = new AtomicLong();
    /** Written under the connection's lock. */
    private final AtomicLong queued = new AtomicLong();

    private volatile long told;
    private volatile long counted;
    private volatile boolean ending;
    private volatile boolean pressing;
    private volatile boolean lost;

    /**
     * Makes the share of a connection.
     *
     * @param budget the budget of its container
     * @param transport knows the memory that it holds itself
     * @param owner ends the session
     */
    public Share(Budget budget, Transport transport, Owner owner) {
        this.budget = budget;
        this.transport = transport;
        this.held = transport.held();
        this.owner = owner;
    }

    @Override
    public void grow(long bytes) throws ProtocolException {
        reading.lazySet(bytes);
        if (isMuchUntold()) {
            count();
            if (!mayHold()) {
                throw tooMuchInput();
            }
        }
    }

    /**
     * {@return whether this may hold more} Ends other sessions that hold more, and waits until they have given their
     * memory back.
     */
    private boolean mayHold() {
        if (!ending
                && budget.isExceeded()
                && !budget.relieve(this)
                && !budget.awaitGivenBack(this, transport::beforeBlocking)) {
            leave();
        }
        return !ending;
    }

    @Override
    public void shrink(long bytes) {
        reading.lazySet(bytes);
        countIfMuch();
    }

    /**
     * Records parts of a message that wait for a reader, or that were read.
     *
     * @param bytes the change in bytes; negative for parts that were read
     */
    public void piped(long bytes) {
        piped.addAndGet(bytes);
        countIfMuch();
    }

    /**
     * Records a buffer for output before it is taken. Called under the connection's lock.
     *
     * @param bytes the size of the buffer in bytes
     * @throws NoRoomException if the budget is exceeded, and this holds the most or far too much is held
     */
    public void queue(long bytes) {
        queued.lazySet(queued.get() + bytes);
        if (!isMuchUntold()) {
            return;
        }
        count();
        if (!ending && budget.isExceeded()) {
            if (budget.isLargest(this) || budget.isExhausted()) {
                queued.lazySet(queued.get() - bytes);
                count();
                leave();
                throw new NoRoomException(tooMuchOutput());
            }
            pressing = true;
        }
    }

    /**
     * Records that a buffer for output was given back, or belongs to the transport now. Called under the connection's
     * lock.
     *
     * @param bytes the size of the buffer in bytes
     */
    public void unqueue(long bytes) {
        queued.lazySet(queued.get() - bytes);
        countIfMuch();
    }

    /** {@return the size in bytes of the buffers that the transport has not taken} */
    public long queued() {
        return queued.get();
    }

    /** {@return the number of bytes that the budget knows} */
    long counted() {
        return counted;
    }

    /** {@return whether this was told to end} */
    public boolean isEnding() {
        return ending;
    }

    private long own() {
        return reading.get() + piped.get() + queued.get();
    }

    private boolean isMuchUntold() {
        return Math.abs(own() - told) > MAX_UNREPORTED_BYTES;
    }

    private void countIfMuch() {
        if (isMuchUntold()) {
            count();
        }
    }

    /** Tells the budget the number of bytes that are held now. */
    public synchronized void count() {
        long before = counted;
        told = own();
        long now = lost ? 0 : told + held.input() + held.output();
        if (now != before) {
            counted = now;
            budget.changed(this, before, now);
        }
    }

    /**
     * Counts this with the sessions that end, from now on. Returns whether it has counted with those that stay until
     * now.
     */
    public synchronized boolean leave() {
        boolean stayed = !ending;
        if (stayed) {
            ending = true;
            budget.leaves(counted);
        }
        return stayed;
    }

    /**
     * Handles a tick for a connection of which the budget knows no memory. The budget itself counts the other
     * connections.
     */
    public void tick() {
        if (counted == 0 && (own() != told || held.input() > 0 || held.output() > 0)) {
            count();
        }
    }

    /** Notes that the connection is lost: its memory is about to be freed, and does not count any more. */
    public void lost() {
        lost = true;
        count();
    }

    /** Notes that the transport holds more than before. */
    public void transportHolds() {
        count();
        relieve();
    }

    /** Ends the sessions that hold the most if the budget is exceeded. Called without a lock. */
    public void relieve() {
        if (budget.isExceeded() && budget.relieve(this)) {
            end();
        }
    }

    /** Does the same as {@link #relieve} if output has exceeded the budget since the last call. */
    public void relieveIfPressing() {
        if (pressing) {
            pressing = false;
            relieve();
        }
    }

    /** Ends the session, for its input or its output, whichever holds more. Called without a lock. */
    void end() {
        if (input() >= output()) {
            owner.tooMuchInput(tooMuchInput());
        } else {
            owner.tooMuchOutput(tooMuchOutput());
        }
    }

    private long input() {
        return reading.get() + piped.get() + held.input();
    }

    private long output() {
        return queued.get() + held.output();
    }

    private ProtocolException tooMuchInput() {
        return new ProtocolException(CloseStatus.TOO_BIG, reason("input", input()));
    }

    private ProtocolException tooMuchOutput() {
        return new ProtocolException(CloseStatus.TRY_AGAIN_LATER, reason("output", output()));
    }

    /** The text has at most the 123 bytes of a Close frame's reason. */
    private String reason(String what, long bytes) {
        return "its waiting " + what + ", " + bytes + " bytes, is the largest, and all together exceed "
                + Setting.MAX_BUFFERED_BYTES.key() + " " + budget.limit();
    }
}
