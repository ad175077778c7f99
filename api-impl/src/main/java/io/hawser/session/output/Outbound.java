package io.hawser.session.output;

import io.hawser.Settings;
import io.hawser.protocol.ProtocolException;
import io.hawser.session.memory.NoRoomException;
import io.hawser.session.memory.OutOfMemory;
import io.hawser.session.memory.Share;
import io.hawser.transport.OutputSource;
import io.hawser.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The output of a connection, in the order in which it was accepted. Any thread may send. A message is encoded and
 * queued in one step under the connection's lock. No thread holds this lock during I/O or user code.
 *
 * <p>A partial message belongs to the session: while it is open, other messages wait behind it. Three kinds of frames
 * pass waiting messages at frame boundaries: pongs, the engine's own pings, and, if much output waits, a Close frame
 * that fails the connection.
 */
public final class Outbound {

    private final ConnectionLock lock;
    private final OutputLanes lanes;
    private final Transport transport;
    private final Settings settings;
    private final Share share;
    private final Consumer<ProtocolException> outOfRoom;
    private final Backpressure backpressure;
    private final Framing framing;
    private final PartialMessage partial;
    private final OutputEnd end;

    /**
     * Makes the output of a connection.
     *
     * @param lock the lock of the connection
     * @param lanes the frames that wait for the transport
     * @param transport writes the output
     * @param settings the limits of the waiting output, in bytes and time
     * @param share counts the memory of waiting output
     * @param outOfRoom ends the session; called without the lock, by the thread that finds too little memory
     */
    public Outbound(
            ConnectionLock lock,
            OutputLanes lanes,
            Transport transport,
            Settings settings,
            Share share,
            Consumer<ProtocolException> outOfRoom) {
        this.lock = lock;
        this.lanes = lanes;
        this.transport = transport;
        this.settings = settings;
        this.share = share;
        this.outOfRoom = outOfRoom;
        this.partial = new PartialMessage(share);
        this.backpressure = new Backpressure(lock, transport, settings, lanes, partial);
        this.framing = new Framing(lanes, backpressure);
        this.end = new OutputEnd(lanes, backpressure, framing, partial);
    }

    /** {@return the ways in which the output ends; always the same object} */
    public OutputEnd end() {
        return end;
    }

    /**
     * Sends without waiting. The message may be held back until the end of the current turn.
     *
     * @param size the approximate size of the message in bytes
     * @param message the message
     * @param exempt whether extensions leave the message unchanged, if they may
     * @param send receives the result, even if the message is not accepted
     */
    public void send(int size, OutgoingMessage message, boolean exempt, PendingSend send) throws ProtocolException {
        IOException refusal;
        boolean leaves = false;
        lock.lock();
        try {
            refusal = refusal(size);
            if (refusal == null && !partial.isOver()) {
                framing.put(() -> partial.add(new PartialMessage.Waiting(size, message, exempt, send)));
            } else if (refusal == null) {
                framing.message(message, exempt, send);
                leaves = lanes.releaseIfLarge();
            }
        } catch (IOException e) {
            refusal = e;
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
        String ended = backpressure.ended();
        if (ended != null) {
            return new SessionOverException(ended);
        }
        long queued = backpressure.queuedBytes();
        long most = settings.maxQueuedBytes();
        return queued > 0 && queued + size > most ? backpressure.full(queued, size, most) : null;
    }

    /**
     * Sends a message. Waits for earlier output if there is much of it. When this returns, the message is on its way,
     * or in the batch if there is one.
     *
     * @param message the message
     * @param exempt whether extensions leave the message unchanged, if they may
     * @param written completed when it is written, or {@code null}
     * @param reply whether it is the reply of a method. A reply may be held back until the end of the current turn, and
     *     takes the batch along
     * @throws IllegalStateException if the calling thread has a partial message open
     * @throws IOException if the session has ended, or the transport does not take earlier output in time
     */
    public void sendBlocking(OutgoingMessage message, boolean exempt, PendingSend written, boolean reply)
            throws IOException, ProtocolException {
        boolean leaves;
        lock.lock();
        try {
            backpressure.checkNotEnded();
            partial.checkNotOfThisThread();
            backpressure.awaitTurn();
            framing.message(message, exempt, written);
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
     * Sends a part of a message. Opens and ends the message as needed.
     *
     * @param owner the owner of the message: the parts of one owner make one message
     * @param message the part
     * @param exempt whether extensions leave the message unchanged, if they may
     * @param written completed when it is written, or {@code null}
     * @param last whether the message ends with it
     */
    public void sendPart(Object owner, OutgoingMessage message, boolean exempt, PendingSend written, boolean last)
            throws IOException, ProtocolException {
        boolean leaves;
        lock.lock();
        try {
            backpressure.checkNotEnded();
            if (partial.isOf(owner)) {
                backpressure.awaitRoom();
            } else {
                partial.checkNotOfThisThread();
                backpressure.awaitTurn();
            }
            framing.message(message, exempt, written);
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

    /**
     * Frees the memory of extensions. Nothing can be sent any more, but a thread may still be in the middle of a send.
     */
    public void free() {
        locked(lanes::free);
    }

    private void putWaiting() throws ProtocolException, IOException {
        while (partial.first() != null) {
            PartialMessage.Waiting next = partial.first();
            framing.message(next.message(), next.exempt(), next.send());
            partial.remove(next.send());
        }
    }

    /**
     * {@return whether this owner has sent parts of a message that is still open, and may send more}
     *
     * @param owner the sender of the parts
     */
    public boolean isOpen(Object owner) {
        return locked(() -> backpressure.ended() == null && partial.isOf(owner));
    }

    /**
     * {@return whether a message was withdrawn, so that the peer will see nothing of it}
     *
     * @param send the message
     */
    public boolean withdraw(PendingSend send) {
        return locked(() -> {
            boolean withdrawn = partial.remove(send) || lanes.withdraw(send);
            backpressure.changed();
            return withdrawn;
        });
    }

    /**
     * Sets whether messages stay in the batch, until the batch is large or other output takes it along.
     *
     * @param on whether they stay
     */
    public void batching(boolean on) {
        locked(() -> lanes.batching(on));
        if (!on) {
            flushBatch();
        }
    }

    /** {@return whether messages stay in the batch} */
    public boolean isBatching() {
        return locked(lanes::isBatching);
    }

    /** Sends the messages in the batch. */
    public void flushBatch() {
        locked(lanes::release);
        transport.requestWrite(false);
    }

    /**
     * Sends a ping or pong of the application. It comes behind the accepted output, but may be between the parts of a
     * message.
     *
     * @param encoding writes the frame
     * @throws IOException if it is not accepted
     */
    public void sendControl(Encoding encoding) throws IOException {
        sendControl(() -> refusal(0), () -> lanes.controlBehind(encoding));
    }

    /**
     * Sends one of the engine's own pings before the messages that wait.
     *
     * @param encoding writes the frame
     * @throws IOException if it is not accepted
     * @param completion receives the result of an accepted ping, or {@code null}
     */
    public void ping(Encoding encoding, SendCompletion completion) throws IOException {
        sendControl(this::pingRefusal, () -> lanes.controlBefore(encoding, completion));
    }

    private IOException pingRefusal() {
        String ended = backpressure.ended();
        if (ended != null) {
            return new SessionOverException(ended);
        }
        return lanes.isControlFull()
                ? new IOException("the peer does not read: too many pings and pongs wait to be sent")
                : null;
    }

    private void sendControl(Supplier<IOException> refusal, Framing.Step step) throws IOException {
        lock.lock();
        try {
            IOException refused = refusal.get();
            if (refused != null) {
                throw refused;
            }
            framing.putControl(step);
        } finally {
            unlock();
        }
        transport.requestWrite(false);
    }

    /**
     * Answers a ping.
     *
     * @param payload the payload of the ping
     */
    public void pong(ByteBuffer payload) {
        locked(() -> {
            if (backpressure.ended() == null) {
                end.putLast(() -> lanes.pong(payload));
            }
        });
        transport.requestWrite(true);
    }

    /**
     * Releases the connection's lock. All code that may have written frames under the lock calls this. It ends the
     * connection if a frame has failed, and does so without the lock, since the transport may pull on the calling
     * thread.
     */
    public void unlock() {
        Throwable broken = framing.takeFault();
        lock.unlock();
        pullAgain();
        if (broken instanceof NoRoomException full) {
            outOfRoom.accept(full.reason());
        } else if (broken != null) {
            OutOfMemory.tell(broken);
            transport.abort();
        }
        if (!lock.isHeldByCurrentThread()) {
            share.relieveIfPressing();
        }
    }

    /** Has the transport pull again if it did not wait for the lock. */
    public void pullAgain() {
        if (lock.takeMissed()) {
            transport.requestWrite(false);
        }
    }

    /** {@return the number of bytes that wait for the transport} */
    public long waitingBytes() {
        return locked(backpressure::queuedBytes);
    }

    /** {@return whether there is output that the transport could take} */
    boolean isWaiting() {
        return locked(lanes::isReady);
    }

    /** {@return the number of pieces that the transport has taken until now} */
    long taken() {
        return locked(lanes::takenPieces);
    }

    /**
     * {@return the number of pieces of messages that were taken while a control frame waited for the end of their
     * frame}
     */
    public long overtaken() {
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

    /** {@return the next output to write, or {@code null} if there is none} */
    public OutputSource.Output next() {
        if (!lock.tryPull()) {
            return null;
        }
        try {
            OutputSource.Output output = lanes.next();
            if (output != null) {
                backpressure.taken();
            }
            return output;
        } finally {
            unlock();
        }
    }
}
