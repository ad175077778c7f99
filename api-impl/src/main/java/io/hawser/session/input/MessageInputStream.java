package io.hawser.session.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** One binary message, read as a stream while it comes. For one thread at a time. */
public final class MessageInputStream extends InputStream {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final MessagePipe<ByteBuffer> pipe;
    /** The part that is not read yet; {@code null} at the end of the message. */
    private ByteBuffer part = NOTHING;

    /**
     * Makes a stream.
     *
     * @param pipe the parts of the message
     */
    public MessageInputStream(MessagePipe<ByteBuffer> pipe) {
        this.pipe = pipe;
    }

    private boolean hasMore() throws IOException {
        while (part != null && !part.hasRemaining()) {
            part = pipe.take();
        }
        return part != null;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? part.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, part.remaining());
        part.get(bytes, offset, count);
        return count;
    }

    @Override
    public int available() {
        return part == null ? 0 : part.remaining();
    }

    /** Drops the rest of the message. */
    @Override
    public void close() {
        part = NOTHING;
        pipe.drop();
    }
}
