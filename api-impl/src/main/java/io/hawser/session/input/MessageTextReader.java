package io.hawser.session.input;

import java.io.IOException;
import java.io.Reader;
import java.util.Objects;

/** One text message, read as characters while it comes. For one thread at a time. */
public final class MessageTextReader extends Reader {

    private final MessagePipe<String> pipe;
    /** The part that is read up to {@code at}; {@code null} at the end of the message. */
    private String part = "";

    private int at;

    /**
     * Makes a reader.
     *
     * @param pipe the parts of the message
     */
    public MessageTextReader(MessagePipe<String> pipe) {
        this.pipe = pipe;
    }

    private boolean hasMore() throws IOException {
        while (part != null && at == part.length()) {
            part = pipe.take();
            at = 0;
        }
        return part != null;
    }

    @Override
    public int read(char[] chars, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, chars.length);
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, part.length() - at);
        part.getChars(at, at + count, chars, offset);
        at += count;
        return count;
    }

    @Override
    public boolean ready() {
        return part != null && at < part.length();
    }

    /** Drops the rest of the message. */
    @Override
    public void close() {
        part = "";
        at = 0;
        pipe.drop();
    }
}
