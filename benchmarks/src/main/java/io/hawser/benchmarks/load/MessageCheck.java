package io.hawser.benchmarks.load;

import java.nio.ByteBuffer;

/**
 * Compares what comes back with what was sent: opcode, length and order of each message, and the content of each small
 * one, of each compressed one and of every sixteenth large one.
 */
final class MessageCheck implements FrameParser.Sink {

    /** What is told of messages that are as they should be, and of control frames. */
    interface Listener {

        /** A whole message has come. */
        void message();

        /** A control frame has come. */
        void control(int opcode, ByteBuffer payload) throws LoadException;
    }

    private static final int ALWAYS_CHECKED = 128;
    private static final int SAMPLE = 16;

    private final Messages messages;
    private final Inflation inflation;
    private final Listener listener;

    /** The number of the message that is expected. */
    private long expected;

    private byte[] payload;
    private ByteBuffer compared;
    private boolean compares;
    private boolean inMessage;
    private boolean inflates;
    private int length;
    private int first;
    private ByteBuffer control;

    MessageCheck(Messages messages, boolean deflate, Listener listener) {
        this.messages = messages;
        this.inflation = deflate ? new Inflation() : null;
        this.listener = listener;
    }

    /** Frees what inflates. */
    void close() {
        if (inflation != null) {
            inflation.close();
        }
    }

    @Override
    public void begin(int first, long frameLength) throws LoadException {
        this.first = first;
        int opcode = first & 0xF;
        if (opcode >= Frames.CLOSE) {
            control = ByteBuffer.allocate((int) frameLength);
            return;
        }
        if (inMessage ? opcode != 0 : opcode != messages.opcode()) {
            throw new LoadException("the server sent a frame with opcode " + opcode + " instead of an echo");
        }
        if (!inMessage) {
            start();
        }
    }

    private void start() throws LoadException {
        payload = messages.payload(expected);
        inMessage = true;
        inflates = (first & Frames.RSV1) != 0;
        if (inflates != (inflation != null)) {
            throw new LoadException(inflates ? "a message is compressed" : "a message is not compressed");
        }
        length = 0;
        compares = !inflates && (payload.length <= ALWAYS_CHECKED || expected % SAMPLE == 0);
        if (compares) {
            compared = ByteBuffer.wrap(payload);
        }
    }

    @Override
    public void payload(ByteBuffer piece) throws LoadException {
        if (control != null) {
            control.put(piece);
            return;
        }
        int count = piece.remaining();
        if (inflates) {
            inflation.add(piece);
        } else if (length + count > payload.length) {
            throw new LoadException("a message is longer than the " + payload.length + " bytes that were sent");
        } else if (compares) {
            compared.limit(length + count).position(length);
            if (piece.mismatch(compared) >= 0) {
                throw different();
            }
        }
        length += count;
    }

    private LoadException different() {
        return new LoadException("message " + expected + " is not what was sent, or not in its order");
    }

    @Override
    public void end() throws LoadException {
        if (control != null) {
            ByteBuffer whole = control.flip();
            control = null;
            listener.control(first & 0xF, whole);
        } else if ((first & 0x80) != 0) {
            inMessage = false;
            checkEnd();
            expected++;
            listener.message();
        }
    }

    private void checkEnd() throws LoadException {
        if (inflates) {
            if (!inflation.yields(payload)) {
                throw different();
            }
        } else if (length != payload.length) {
            throw new LoadException("a message has " + length + " bytes instead of " + payload.length);
        }
    }
}
