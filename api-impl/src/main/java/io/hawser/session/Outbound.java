package io.hawser.session;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.ExtensionChain;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.FrameWriter;
import io.hawser.protocol.MaskKeys;
import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What a connection sends, in the order in which it was accepted: any thread may send, and encoding a message and
 * putting it into the queue is one step under the connection's lock, which is never held across I/O or user code.
 *
 * <p>A partial message belongs to the session: while it is open, other messages wait behind it. Pongs, and a Close that
 * fails the connection, pass waiting messages at frame boundaries.
 */
final class Outbound {

    /** Writes one message or frame. */
    @FunctionalInterface
    interface Encoding {
        void writeTo(MessageWriter writer) throws ProtocolException;
    }

    /** A blocking send waits while more than this many bytes wait before it. */
    private static final int LOW_WATER = 64 * 1024;
    /** Pongs that wait beyond this are collapsed to the newest (RFC 6455, section 5.5.3). */
    private static final int WAITING_PONGS = 16 * 1024;

    private final ReentrantLock lock;
    private final Condition changed;
    private final Transport transport;
    private final Settings settings;
    private final OutputQueue messages;
    private final OutputQueue control;
    private final MessageWriter messageWriter;
    private final MessageWriter plainWriter;
    private final MessageWriter controlWriter;
    private final Queue<Waiting> waiting = new ArrayDeque<>(0);

    private long waitingBytes;
    /** The queue from which the transport has taken the beginning of a frame, and not yet its end. */
    private OutputQueue unfinished;

    private Object partialOwner;
    private Thread partialThread;
    private String ended;

    private record Waiting(int size, Encoding encoding, SendCompletion completion) {}

    Outbound(ReentrantLock lock, Role role, ExtensionChain extensions, Transport transport, Settings settings) {
        this.lock = lock;
        this.changed = lock.newCondition();
        this.transport = transport;
        this.settings = settings;
        this.messages = new OutputQueue(transport);
        this.control = new OutputQueue(transport);
        MaskKeys keys = new MaskKeys();
        FrameSink wire = new FrameWriter(role, keys, messages);
        this.messageWriter = new MessageWriter(extensions.outgoing(wire));
        // Control frames pass no extension: those that overtake messages would confuse it.
        this.plainWriter = new MessageWriter(wire);
        this.controlWriter = new MessageWriter(new FrameWriter(role, keys, control));
    }

    /**
     * Sends without waiting. The message may be held back until the end of the current turn.
     *
     * @param size about how many bytes the message takes
     * @param encoding writes the message
     * @param completion hears what came of it, also where the message is not accepted
     */
    void send(int size, Encoding encoding, SendCompletion completion) throws ProtocolException {
        Exception refusal;
        lock.lock();
        try {
            refusal = refusal(size);
            if (refusal == null) {
                if (partialOwner != null || !waiting.isEmpty()) {
                    waiting.add(new Waiting(size, encoding, completion));
                    waitingBytes += size;
                    return;
                }
                encode(encoding, completion);
            }
        } finally {
            lock.unlock();
        }
        if (refusal == null) {
            transport.requestWrite(true);
        } else {
            completion.complete(refusal);
        }
    }

    private Exception refusal(int size) {
        if (ended != null) {
            return new IllegalStateException(ended);
        }
        long queued = queuedBytes();
        long most = settings.get(Setting.MAX_QUEUED_BYTES);
        return queued > 0 && queued + size > most
                ? new IOException("the peer does not read: " + queued + " bytes wait to be sent, and " + size
                        + " more would exceed the setting " + Setting.MAX_QUEUED_BYTES.key() + " (" + most + ")")
                : null;
    }

    /**
     * Sends, waiting for earlier output where there is much of it. The message is on its way when this returns.
     *
     * @param encoding writes the message
     * @param endOfTurn whether the message may be held back until the end of the current turn
     * @throws IllegalStateException where the session has ended, or the calling thread has a partial message open
     * @throws IOException where earlier output does not get away in time
     */
    void sendBlocking(Encoding encoding, boolean endOfTurn) throws IOException, ProtocolException {
        lock.lock();
        try {
            checkNotEnded();
            checkNoPartialOfThisThread();
            await(() -> partialOwner == null && waiting.isEmpty() && queuedBytes() <= LOW_WATER);
            encode(encoding, null);
        } finally {
            lock.unlock();
        }
        transport.requestWrite(endOfTurn);
    }

    /**
     * Sends a part of a message, opening and ending it as needed.
     *
     * @param owner whose message it is: parts of one owner make one message
     * @param encoding writes the part
     * @param last whether the message ends with it
     */
    void sendPart(Object owner, Encoding encoding, boolean last) throws IOException, ProtocolException {
        lock.lock();
        try {
            checkNotEnded();
            if (partialOwner != owner) {
                checkNoPartialOfThisThread();
            }
            await(() -> (partialOwner == null && waiting.isEmpty() || partialOwner == owner)
                    && messages.bytes() <= LOW_WATER);
            encode(encoding, null);
            partialOwner = last ? null : owner;
            partialThread = last ? null : Thread.currentThread();
            if (last) {
                encodeWaiting();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        transport.requestWrite(false);
    }

    /** {@return whether a message is open of which this owner has sent parts} */
    boolean isOpen(Object owner) {
        lock.lock();
        try {
            return partialOwner == owner;
        } finally {
            lock.unlock();
        }
    }

    private void checkNoPartialOfThisThread() {
        if (partialThread == Thread.currentThread()) {
            throw new IllegalStateException("this thread has sent a part of a message that is still open: "
                    + "its last part has to be sent before another message");
        }
    }

    /** Sends a ping or pong of the application: behind what was accepted, but also between the parts of a message. */
    void sendControl(Encoding encoding) throws IOException {
        lock.lock();
        try {
            checkNotEnded();
            if (refusal(0) instanceof IOException full) {
                throw full;
            }
            putControl(messages, plainWriter, encoding);
        } finally {
            lock.unlock();
        }
        transport.requestWrite(false);
    }

    /** Answers a ping. */
    void pong(ByteBuffer payload) {
        lock.lock();
        try {
            if (ended != null) {
                return;
            }
            if (control.bytes() > WAITING_PONGS) {
                control.discardWaiting(unfinished == control);
            }
            putControl(control, controlWriter, writer -> writer.pong(payload));
        } finally {
            lock.unlock();
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
        // Pongs that wait for the end of a frame must find a gap: nothing may follow the Close frame.
        messages.seal();
        putControl(messages, plainWriter, writer -> writer.close(status));
        return lost;
    }

    /** Puts a Close frame before everything that waits, which is lost. Called under the lock. */
    List<SendCompletion> fail(CloseStatus status) {
        List<SendCompletion> lost = end("the session has failed: " + status);
        lost.addAll(messages.discardWaiting(unfinished == messages));
        putControl(control, controlWriter, writer -> writer.close(status));
        return lost;
    }

    /** The transport is gone: nothing more can be sent, and what waits is lost. Called under the lock. */
    List<SendCompletion> abandon(String reason) {
        List<SendCompletion> lost = end(reason);
        lost.addAll(messages.discard());
        lost.addAll(control.discard());
        return lost;
    }

    /**
     * From now on every send is refused, for the first reason that was given. What was encoded already may still leave.
     * Called under the lock.
     *
     * @return those whose messages waited for the end of a partial message, which cannot come any more
     */
    List<SendCompletion> end(String reason) {
        refuse(reason);
        List<SendCompletion> lost = new ArrayList<>();
        waiting.forEach(message -> lost.add(message.completion()));
        waiting.clear();
        waitingBytes = 0;
        return lost;
    }

    private void refuse(String reason) {
        if (ended == null) {
            ended = reason;
        }
        changed.signalAll();
    }

    private void encode(Encoding encoding, SendCompletion completion) throws ProtocolException {
        put(messages, messageWriter, encoding);
        if (completion != null) {
            messages.completion(completion);
        }
    }

    private void encodeWaiting() throws ProtocolException {
        for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
            encode(next.encoding(), next.completion());
            waiting.remove();
            waitingBytes -= next.size();
        }
    }

    private void putControl(OutputQueue queue, MessageWriter writer, Encoding encoding) {
        try {
            put(queue, writer, encoding);
        } catch (ProtocolException e) {
            throw new AssertionError("no extension can refuse a control frame", e);
        }
    }

    private void put(OutputQueue queue, MessageWriter writer, Encoding encoding) throws ProtocolException {
        try {
            encoding.writeTo(writer);
        } catch (ProtocolException e) {
            refuse("an extension could not send a message");
            throw e;
        } catch (RuntimeException | Error e) {
            // A refused argument has written nothing; whatever else breaks may leave half a frame.
            if (queue.insideFrame() || e instanceof Error) {
                refuse("a frame could not be written: " + e);
                transport.abort();
            }
            throw e;
        }
        queue.endFrame();
    }

    private void checkNotEnded() {
        if (ended != null) {
            throw new IllegalStateException(ended);
        }
    }

    private void await(BooleanSupplier condition) throws IOException {
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
                throw new SocketTimeoutException("the peer does not read: " + queuedBytes()
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

    long queuedBytes() {
        return messages.bytes() + waitingBytes;
    }

    /** {@return what is to be written next, or {@code null}} */
    OutputSource.Output next() {
        lock.lock();
        try {
            OutputQueue queue = unfinished != null ? unfinished : control.isEmpty() ? messages : control;
            OutputQueue.Chunk chunk = queue.take();
            if (chunk != null) {
                unfinished = chunk.endsFrame() ? null : queue;
                if (queuedBytes() <= LOW_WATER) {
                    changed.signalAll();
                }
            }
            return chunk;
        } finally {
            lock.unlock();
        }
    }
}
