package io.hawser.session;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a connection sends, in the order in which it was accepted: any thread may send, and encoding a message and
 * putting it into the queue is one step under the connection's lock, which is never held across I/O or user code.
 *
 * <p>A partial message belongs to the session: while it is open, others wait behind it. Pongs, pings of the engine's
 * own, and a Close that fails the connection where much waits, pass waiting messages at frame boundaries.
 */
final class Outbound {

    /** What puts frames into the lanes. */
    @FunctionalInterface
    private interface Step {
        void run() throws ProtocolException;
    }

    /** A blocking send waits while more than this many bytes of what came before it wait. */
    private static final int LOW_WATER = 64 * 1024;

    private final ConnectionLock lock;
    private final OutputLanes lanes;
    private final Transport transport;
    private final Settings settings;
    private final Backpressure backpressure;
    private final PartialMessage partial = new PartialMessage();
    /** A frame has broken in its middle, and the transport was not told yet. */
    private boolean halfFrame;

    Outbound(ConnectionLock lock, OutputLanes lanes, Transport transport, Settings settings) {
        this.lock = lock;
        this.lanes = lanes;
        this.transport = transport;
        this.settings = settings;
        this.backpressure = new Backpressure(lock, transport, settings, this::queuedBytes);
    }

    /**
     * Sends without waiting. The message may be held back until the end of the current turn.
     *
     * @param size about how many bytes the message takes
     * @param encoding writes the message
     * @param send hears what came of it, also where the message is not accepted
     */
    void send(int size, Encoding encoding, PendingSend send) throws ProtocolException {
        IOException refusal;
        boolean leaves = false;
        lock.lock();
        try {
            refusal = refusal(size);
            if (refusal == null) {
                if (!partial.isOver()) {
                    partial.add(new PartialMessage.Waiting(size, encoding, send));
                    return;
                }
                put(() -> lanes.message(encoding, send));
                leaves = lanes.releaseIfLarge();
            }
        } finally {
            unlock();
        }
        if (refusal != null) {
            send.complete(refusal);
        } else if (leaves) {
            transport.requestWrite(true);
        }
    }

    private IOException refusal(int size) {
        if (backpressure.ended() != null) {
            return new IOException(backpressure.ended());
        }
        long queued = queuedBytes();
        long most = settings.get(Setting.MAX_QUEUED_BYTES);
        return queued > 0 && queued + size > most ? backpressure.full(queued, size, most) : null;
    }

    /**
     * Sends, waiting for earlier output where there is much of it. The message is on its way when this returns, or in
     * the batch where there is one.
     *
     * @param encoding writes the message
     * @param written hears when it is written, or {@code null}
     * @param reply whether it is what a method has returned: that may be held back until the end of the current turn,
     *     and takes the batch along
     * @throws IllegalStateException where the calling thread has a partial message open
     * @throws IOException where the session has ended, or earlier output does not get away in time
     */
    void sendBlocking(Encoding encoding, PendingSend written, boolean reply) throws IOException, ProtocolException {
        boolean leaves;
        lock.lock();
        try {
            backpressure.checkNotEnded();
            partial.checkNotOfThisThread();
            awaitTurn();
            put(() -> lanes.message(encoding, written));
            if (reply) {
                lanes.release();
            }
            leaves = reply || lanes.releaseIfLarge();
        } finally {
            unlock();
        }
        if (leaves) {
            transport.requestWrite(reply);
        }
    }

    /**
     * Sends a part of a message, opening and ending it as needed.
     *
     * @param owner whose message it is: parts of one owner make one message
     * @param encoding writes the part
     * @param written hears when it is written, or {@code null}
     * @param last whether the message ends with it
     */
    void sendPart(Object owner, Encoding encoding, PendingSend written, boolean last)
            throws IOException, ProtocolException {
        boolean leaves;
        lock.lock();
        try {
            backpressure.checkNotEnded();
            if (partial.isOf(owner)) {
                // Those in line wait for the end of this message.
                await(() -> lanes.messageBytes() <= LOW_WATER);
            } else {
                partial.checkNotOfThisThread();
                awaitTurn();
            }
            put(() -> lanes.message(encoding, written));
            partial.sent(owner, last);
            if (last) {
                putWaiting();
                backpressure.changed();
            }
            leaves = lanes.releaseIfLarge();
        } finally {
            unlock();
        }
        if (leaves) {
            transport.requestWrite(false);
        }
    }

    /** Frees what extensions hold. Nothing can be sent any more, but a thread may still be in the middle of a send. */
    void free() {
        locked(lanes::free);
    }

    private void putWaiting() throws ProtocolException {
        while (partial.first() != null) {
            PartialMessage.Waiting next = partial.first();
            put(() -> lanes.message(next.encoding(), next.send()));
            partial.remove(next.send());
        }
    }

    /** {@return whether a message is open of which this owner has sent parts, and may send more} */
    boolean isOpen(Object owner) {
        return locked(() -> backpressure.ended() == null && partial.isOf(owner));
    }

    /** {@return whether a message was taken back, so that the peer will see nothing of it} */
    boolean withdraw(PendingSend send) {
        return locked(() -> {
            boolean withdrawn = partial.remove(send) || lanes.withdraw(send);
            backpressure.changed();
            return withdrawn;
        });
    }

    /** Says whether messages stay until there are many of them or something takes them along. */
    void batching(boolean on) {
        locked(() -> lanes.batching(on));
        if (!on) {
            flushBatch();
        }
    }

    boolean isBatching() {
        return locked(lanes::isBatching);
    }

    void flushBatch() {
        locked(lanes::release);
        transport.requestWrite(false);
    }

    /** Sends a ping or pong of the application: behind what was accepted, but also between the parts of a message. */
    void sendControl(Encoding encoding) throws IOException {
        lock.lock();
        try {
            IOException refusal = refusal(0);
            if (refusal != null) {
                throw refusal;
            }
            putControl(() -> lanes.controlBehind(encoding));
        } finally {
            unlock();
        }
        transport.requestWrite(false);
    }

    /**
     * Sends a ping of the engine's own, before the messages that wait.
     *
     * @param completion hears what came of it once it is accepted, or {@code null}
     */
    void ping(Encoding encoding, SendCompletion completion) throws IOException {
        lock.lock();
        try {
            backpressure.checkNotEnded();
            if (lanes.isControlFull()) {
                throw new IOException("the peer does not read: too many pings and pongs wait to be sent");
            }
            putControl(() -> lanes.controlBefore(encoding, completion));
        } finally {
            unlock();
        }
        transport.requestWrite(false);
    }

    /** Answers a ping. */
    void pong(ByteBuffer payload) {
        lock.lock();
        try {
            if (backpressure.ended() == null) {
                putControl(() -> lanes.pong(payload));
            }
        } finally {
            unlock();
        }
        transport.requestWrite(true);
    }

    /**
     * Puts a Close frame behind everything that was accepted; nothing more can be sent. Called under the lock.
     *
     * @return those whose messages waited for the end of a partial message, which cannot come any more
     */
    List<SendCompletion> close(CloseStatus status) {
        List<SendCompletion> lost = end("the session is closed: " + status);
        putControl(() -> lanes.close(status));
        return lost;
    }

    /** Puts a Close frame before what waits, where that is much and so is lost, or behind. Called under the lock. */
    List<SendCompletion> fail(CloseStatus status) {
        List<SendCompletion> lost = end("the session has failed: " + status);
        putControl(() -> lost.addAll(lanes.fail(status)));
        return lost;
    }

    /** The transport is gone: nothing more can be sent, and what waits is lost. Called under the lock. */
    List<SendCompletion> abandon(String reason) {
        List<SendCompletion> lost = end(reason);
        lost.addAll(lanes.discard());
        return lost;
    }

    /** From now on every send is refused. For all threads, without the lock. */
    void refuse(String reason) {
        backpressure.refuse(reason);
    }

    /**
     * From now on every send is refused, for the first reason that was given. What was encoded already may still leave.
     * Called under the lock.
     *
     * @return those whose messages waited for the end of a partial message, which cannot come any more
     */
    List<SendCompletion> end(String reason) {
        backpressure.end(reason);
        lanes.release();
        return partial.discard();
    }

    /**
     * Gives the connection's lock back. Whatever may have written frames under the lock does it this way: what ends the
     * connection does so without the lock, since the transport may pull on this very thread.
     */
    void unlock() {
        boolean abort = halfFrame;
        halfFrame = false;
        lock.unlock();
        pullAgain();
        if (abort) {
            transport.abort();
        }
    }

    /** Has the transport pull what it has not waited for. */
    void pullAgain() {
        if (lock.takeMissed()) {
            transport.requestWrite(false);
        }
    }

    private void putControl(Step step) {
        try {
            put(step);
        } catch (ProtocolException e) {
            throw new AssertionError("no extension can refuse a control frame", e);
        }
    }

    private void put(Step step) throws ProtocolException {
        try {
            step.run();
        } catch (ProtocolException e) {
            backpressure.end("an extension could not send a message");
            throw e;
        } catch (RuntimeException | Error e) {
            // A refused argument has written nothing; whatever else breaks may leave half a frame.
            if (lanes.insideFrame() || e instanceof Error) {
                backpressure.end("a frame could not be written: " + e);
                halfFrame = true;
            }
            throw e;
        }
    }

    /** Waits for those in line, for the end of a partial message, and for most of the output that is here already. */
    private void awaitTurn() throws IOException {
        long mark = lanes.takenBytes() + queuedBytes();
        BooleanSupplier condition =
                () -> partial.isOver() && Math.min(mark - lanes.takenBytes(), queuedBytes()) <= LOW_WATER;
        if (!backpressure.mayPass() || !condition.getAsBoolean()) {
            lanes.release();
            backpressure.awaitInLine(condition);
        }
    }

    private void await(BooleanSupplier condition) throws IOException {
        if (!condition.getAsBoolean()) {
            lanes.release();
            backpressure.await(condition);
        }
    }

    private long queuedBytes() {
        return lanes.messageBytes() + partial.waitingBytes();
    }

    /** {@return how many bytes wait for the transport} */
    long waitingBytes() {
        return locked(this::queuedBytes);
    }

    /** {@return how many pieces of messages were taken while a control frame waited for the end of their frame} */
    long overtaken() {
        return locked(lanes::overtaken);
    }

    private void locked(Runnable action) {
        locked(() -> {
            action.run();
            return null;
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            unlock();
        }
    }

    /** {@return what is to be written next, or {@code null}} */
    OutputSource.Output next() {
        if (!lock.tryPull()) {
            return null;
        }
        try {
            OutputSource.Output output = lanes.next();
            // Not queuedBytes(): what waits behind a partial message may wait for the one that waits here.
            if (output != null && (backpressure.hasLine() || lanes.messageBytes() <= LOW_WATER)) {
                backpressure.changed();
            }
            return output;
        } finally {
            unlock();
        }
    }
}
