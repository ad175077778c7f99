package io.hawser.benchmarks.load;

import java.nio.ByteBuffer;

/** Takes the frames of a server apart as they arrive; payload is handed on in the buffer in which it came. */
final class FrameParser {

    /** What takes the frames. */
    interface Sink {

        /** A frame begins; {@code first} is its first byte. */
        void begin(int first, long length) throws LoadException;

        /** A piece of its payload; its bytes may be left unread. */
        void payload(ByteBuffer piece) throws LoadException;

        /** It ends. */
        void end() throws LoadException;
    }

    private final Sink sink;
    /** The header so far, without the first byte. */
    private long header;

    private int headerBytes;
    private int headerSize = 2;
    private int first;
    private boolean inPayload;
    private long left;

    FrameParser(Sink sink) {
        this.sink = sink;
    }

    void read(ByteBuffer in) throws LoadException {
        int limit = in.limit();
        while (inPayload || isHeaderComplete(in)) {
            int from = in.position();
            int count = (int) Math.min(left, limit - from);
            if (count > 0) {
                in.limit(from + count);
                sink.payload(in);
                in.limit(limit).position(from + count);
                left -= count;
            }
            if (left > 0) {
                return;
            }
            inPayload = false;
            sink.end();
        }
    }

    private boolean isHeaderComplete(ByteBuffer in) throws LoadException {
        while (headerBytes < headerSize) {
            if (!in.hasRemaining()) {
                return false;
            }
            int next = in.get() & 0xFF;
            switch (headerBytes++) {
                case 0 -> first = next;
                case 1 -> startLength(next);
                default -> header = header << 8 | next;
            }
        }
        left = header;
        headerBytes = 0;
        headerSize = 2;
        inPayload = true;
        sink.begin(first, left);
        return true;
    }

    private void startLength(int bits) throws LoadException {
        if (bits > 127) {
            throw new LoadException("the server sent a masked frame");
        }
        header = bits < 126 ? bits : 0;
        headerSize = bits < 126 ? 2 : bits == 126 ? 4 : 10;
    }
}
