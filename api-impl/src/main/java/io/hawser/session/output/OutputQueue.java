package io.hawser.session.output;

import io.hawser.protocol.FrameOutput;
import io.hawser.session.memory.Share;
import io.hawser.transport.OutputSource;
import io.hawser.transport.Transport;
import io.hawser.transport.WriteBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Encoded frames that wait for the transport. They are in a chain of lent buffers, each filled with as many frames as
 * it has room for. An empty queue has no buffers. Guarded by the connection's lock.
 */
final class OutputQueue implements FrameOutput {

    private static final int MIN_ROOM_BYTES = 64;
    private static final int FIRST_CHUNK_BYTES = 1024;
    /** The size, in bytes, of the pieces of a long frame. A message of 64 KiB fits in with its header. */
    private static final int MAX_CHUNK_BYTES = 80 * 1024;

    private final Transport transport;
    private final Share share;
    private Chunk head;
    private Chunk tail;
    private long sealedBytes;
    private boolean sealed;
    private boolean insideFrame;
    private Object owner;
    private boolean holding;
    private Chunk held;

    OutputQueue(Transport transport, Share share) {
        this.transport = transport;
        this.share = share;
    }

    /** Marks the end of a frame: the queue ends with a whole frame now. */
    void endFrame() {
        insideFrame = false;
    }

    /** {@return whether a frame was begun and not ended} */
    boolean insideFrame() {
        return insideFrame;
    }

    /** Puts the following frames into separate pieces, which {@link #removeOwn} finds by their owner. */
    void beginOwn(Object newOwner) {
        sealed = true;
        owner = newOwner;
    }

    void endOwn() {
        sealed = true;
        owner = null;
    }

    /** Keeps the following frames in the queue until {@link #release}. Called between frames. */
    void hold() {
        if (!holding) {
            holding = true;
            sealed = true;
        }
    }

    void release() {
        holding = false;
        held = null;
    }

    @Override
    public ByteBuffer room(int wanted) {
        // A frame begins a new piece if it would not fit. Otherwise frames could overlap the ends of all pieces, and a
        // pong would find no gap.
        int needed = insideFrame ? Math.min(wanted, MIN_ROOM_BYTES) : wanted;
        if (tail == null || sealed || tail.bytes.remaining() < needed) {
            append(wanted);
        }
        insideFrame = true;
        return tail.bytes;
    }

    private void append(int wanted) {
        Chunk chunk = new Chunk(lend(sizeFor(Math.min(wanted, MAX_CHUNK_BYTES))), owner);
        if (holding && held == null) {
            held = chunk;
        }
        if (tail == null) {
            head = chunk;
        } else {
            tail.endsFrame = !insideFrame;
            sealedBytes += tail.bytes.position();
            tail.next = chunk;
        }
        tail = chunk;
        sealed = false;
    }

    /** Lends a buffer. Its memory is counted before it is taken. */
    private WriteBuffer lend(int size) {
        share.queue(size);
        WriteBuffer buffer = null;
        try {
            buffer = transport.lend(size);
            return buffer;
        } finally {
            share.unqueue(size - (buffer == null ? 0 : buffer.bytes().capacity()));
        }
    }

    /** {@return the size of a new piece in which at least some bytes find room} */
    private int sizeFor(int bytes) {
        if (owner != null) {
            return Math.max(bytes, MIN_ROOM_BYTES); // nothing else comes into this piece
        }
        if (insideFrame) {
            return Math.min(bytes + FIRST_CHUNK_BYTES, MAX_CHUNK_BYTES); // the rest of a long frame
        }
        int usual = tail == null ? FIRST_CHUNK_BYTES : Math.min(tail.bytes.capacity() * 4, MAX_CHUNK_BYTES);
        return Math.max(bytes, usual);
    }

    /** Attaches the last message's completion to its last byte. */
    void completion(SendCompletion completion) {
        if (tail == null) {
            // An extension has kept the frame: there is nothing to write, and so nothing to wait for.
            completion.complete(null);
        } else {
            tail.completions.add(completion);
        }
    }

    long bytes() {
        return tail == null ? 0 : sealedBytes + tail.bytes.position();
    }

    boolean isEmpty() {
        return head == null;
    }

    /** {@return whether there is output that the transport could take} */
    boolean isReady() {
        return head != null && head != held;
    }

    /** {@return the oldest piece, which belongs to the caller from now on, or {@code null} if there is none} */
    Chunk take() {
        if (!isReady()) {
            return null;
        }
        Chunk chunk = head;
        head = chunk.next;
        if (head == null) {
            tail = null;
            chunk.endsFrame = !insideFrame;
        } else {
            sealedBytes -= chunk.bytes.position();
        }
        share.unqueue(chunk.bytes.capacity());
        return chunk;
    }

    /** {@return the completions of the messages that are lost} Gives every buffer back unwritten. */
    List<SendCompletion> discard() {
        release();
        List<SendCompletion> completions = new ArrayList<>();
        for (Chunk chunk = take(); chunk != null; chunk = take()) {
            completions.addAll(chunk.completions);
            chunk.buffer.release();
        }
        return completions;
    }

    /**
     * Gives back every buffer, except those with the rest of a frame that the transport has begun to write.
     *
     * @param insideFrame whether there is such a frame
     * @return the completions of the messages that are lost
     */
    List<SendCompletion> discardWaiting(boolean insideFrame) {
        if (!insideFrame || head == null) {
            return discard();
        }
        release();
        OutputQueue rest = new OutputQueue(transport, share);
        Chunk last = head;
        long kept = last.bytes.position();
        while (!last.endsFrame) {
            last = last.next;
            kept += last.bytes.position();
        }
        if (last != tail) {
            rest.head = last.next;
            rest.tail = tail;
            last.next = null;
            tail = last;
            sealedBytes = kept - tail.bytes.position();
        }
        return rest.discard();
    }

    /**
     * Gives back the pieces of one owner, if the transport has taken none of them.
     *
     * @param begun whether the transport has taken the beginning of a frame whose end is still here
     * @return whether the pieces were given back
     */
    boolean removeOwn(Object itsOwner, boolean begun) {
        Chunk before = null;
        Chunk first = head;
        while (first != null && first.owner != itsOwner) {
            before = first;
            first = first.next;
        }
        if (first == null || begun && before == null) {
            return false;
        }
        Chunk after = first;
        while (after != null && after.owner == itsOwner) {
            share.unqueue(after.bytes.capacity());
            after.buffer.release();
            after = after.next;
        }
        join(before, after);
        return true;
    }

    private void join(Chunk before, Chunk after) {
        if (before == null) {
            head = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            tail = before;
        }
        sealedBytes = 0;
        for (Chunk chunk = head; chunk != tail; chunk = chunk.next) {
            sealedBytes += chunk.bytes.position();
        }
    }

    /** One lent buffer with the frames in it. */
    static final class Chunk implements OutputSource.Output {

        private final WriteBuffer buffer;
        private final ByteBuffer bytes;
        private final Object owner;
        private final List<SendCompletion> completions = new ArrayList<>(0);
        private boolean endsFrame = true;
        private Chunk next;

        Chunk(WriteBuffer buffer, Object owner) {
            this.buffer = buffer;
            this.owner = owner;
            this.bytes = buffer.bytes();
        }

        /** {@return the number of bytes in it} */
        int size() {
            return bytes.position();
        }

        @Override
        public boolean endsFrame() {
            return endsFrame;
        }

        @Override
        public WriteBuffer buffer() {
            return buffer;
        }

        @Override
        public boolean reportsCompletion() {
            return !completions.isEmpty();
        }

        @Override
        public void written() {
            completions.forEach(completion -> completion.complete(null));
        }

        @Override
        public void failed(Throwable cause) {
            completions.forEach(completion -> completion.complete(cause));
        }
    }
}
