package io.hawser.session;

import io.hawser.session.output.OutgoingMessage;
import java.io.IOException;
import java.io.Writer;
import java.util.Objects;

/**
 * One text message, written as characters. It ends with {@link #close}. If {@code write} was not called, no message is
 * sent. For one thread at a time.
 */
final class MessageTextWriter extends Writer {

    private static final int BUFFER_CHARS = 8192;

    private final Sender sender;
    private final StringBuilder buffer = new StringBuilder();
    private boolean written;
    private boolean closed;

    MessageTextWriter(Sender sender) {
        this.sender = sender;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        checkOpen();
        Objects.checkFromIndexSize(offset, length, chars.length);
        written = true;
        buffer.append(chars, offset, length);
        if (buffer.length() >= BUFFER_CHARS) {
            send(false);
        }
    }

    @Override
    public void flush() throws IOException {
        checkOpen();
        if (!buffer.isEmpty()) {
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
        String part = buffer.toString();
        buffer.setLength(0);
        sender.part(this, new OutgoingMessage.TextPart(part, last), last);
        closed = last;
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("the message has ended: its writer is closed");
        }
    }
}
