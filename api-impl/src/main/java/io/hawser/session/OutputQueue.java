package io.hawser.session;

import io.hawser.protocol.FrameOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Encoded frames that wait for the transport: a chain of lent buffers, each filled with as many frames as it has room
 * for. An empty queue owns nothing. Guarded by the connection's lock.
 */
final class OutputQueue implements FrameOutput {

    private static final int SMALLEST_ROOM = 64;
    private static final int FIRST_CHUNK = 1024;
    private static final int LARGEST_CHUNK = 64 * 1024;

    private final Transport transport;
    private Chunk head;
    private Chunk tail;
    private long sealedBytes;
    private boolean sealed;
    private boolean insideFrame;
    private Object owner;
    private boolean holding;
    private Chunk held;

    OutputQueue(Transport transport) {
        this.transport = transport;
    }

    /** Says that what was put until now is whole frames. */
    void endFrame() {
        insideFrame = false;
    }

    /** {@return whether a frame was begun and not ended} */
    boolean insideFrame() {
        return insideFrame;
    }

    /** Has the next frame begin a piece of its own. */
    void seal() {
        sealed = true;
    }

    /** Has the frames that follow lie in pieces of their own, which {@link #removeOwn} finds by their owner. */
    void beginOwn(Object newOwner) {
        sealed = true;
        owner = newOwner;
    }

    void endOwn() {
        sealed = true;
        owner = null;
    }

    /** Has what is put from now on stay, until {@link #release}. Called between frames. */
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
        // A frame begins a new piece where it would not fit: else frames could overlap the ends of all pieces, and a
        // pong would find no gap.
        int needed = insideFrame ? Math.min(wanted, SMALLEST_ROOM) : wanted;
        if (tail == null || sealed || tail.bytes.remaining() < needed) {
            append(wanted);
        }
        insideFrame = true;
        return tail.bytes;
    }

    private void append(int wanted) {
        Chunk chunk = new Chunk(transport.lend(Math.max(usualSize(), Math.min(wanted, LARGEST_CHUNK))), owner);
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

    private int usualSize() {
        if (owner != null) {
            return SMALLEST_ROOM; // nothing else will lie there
        }
        return tail == null ? FIRST_CHUNK : Math.min(tail.bytes.capacity() * 4, LARGEST_CHUNK);
    }

    /** Has the last message's completion reported with its last byte. */
    void completion(SendCompletion completion) {
        if (tail == null) {
            // An extension has kept the frame: there is nothing to wait for.
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

    /** {@return the oldest piece, or {@code null}; it belongs to the caller from now on} */
    Chunk take() {
        Chunk chunk = head;
        if (chunk == null || chunk == held) {
            return null;
        }
        head = chunk.next;
        if (head == null) {
            tail = null;
            chunk.endsFrame = !insideFrame;
        } else {
            sealedBytes -= chunk.bytes.position();
        }
        return chunk;
    }

    /** Gives every buffer back unwritten and {@return those who want to hear of it} */
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
     * Gives back every buffer but those that end the frame of which the transport has begun to write.
     *
     * @param insideFrame whether there is such a frame
     * @return those who want to hear of what is lost
     */
    List<SendCompletion> discardWaiting(boolean insideFrame) {
        if (!insideFrame || head == null) {
            return discard();
        }
        release();
        OutputQueue rest = new OutputQueue(transport);
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
     * @return whether they were all here
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

        /** {@return how many bytes it has} */
        int size() {
            return bytes.position();
        }

        /** {@return whether a frame of another queue may follow} */
        boolean endsFrame() {
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
