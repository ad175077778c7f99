package io.hawser.session;

import io.hawser.session.output.OutgoingMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * One binary message, written as a stream. It ends with {@link #close}. If {@code write} was not called, no message is
 * sent. For one thread at a time.
 */
final class MessageOutputStream extends OutputStream {

    private final Sender sender;
    private final ByteBuffer buffer = ByteBuffer.allocate(8192);
    private boolean written;
    private boolean closed;

    MessageOutputStream(Sender sender) {
        this.sender = sender;
    }

    @Override
    public void write(int b) throws IOException {
        checkOpen();
        written = true;
        if (!buffer.hasRemaining()) {
            send(false);
        }
        buffer.put((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        checkOpen();
        Objects.checkFromIndexSize(offset, length, bytes.length);
        written = true;
        int from = offset;
        int end = offset + length;
        while (from < end) {
            if (!buffer.hasRemaining()) {
                send(false);
            }
            int count = Math.min(end - from, buffer.remaining());
            buffer.put(bytes, from, count);
            from += count;
        }
    }

    @Override
    public void flush() throws IOException {
        checkOpen();
        if (buffer.position() > 0) {
            send(false);
        }
    }

    @Override
    public void close() throws IOException {
        if (written && !closed) {
            send(true);
        }
        closed = true;
    }

    private void send(boolean last) throws IOException {
        // Even if the part is not sent: a message with a hole must not be ended as if it were whole.
        closed = true;
        buffer.flip();
        sender.part(this, new OutgoingMessage.BinaryPart(buffer, last), last);
        buffer.clear();
        closed = last;
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("the message has ended: its stream is closed");
        }
    }
}
