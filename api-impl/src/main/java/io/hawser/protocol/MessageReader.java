package io.hawser.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * Makes messages of frames. It trusts the {@link FrameReader} for the order of frames, and checks what only the message
 * shows: its size, and that text is UTF-8, at the first byte that is not.
 *
 * <p>A message is delivered whole, or in parts: a part is a frame, or what came of a longer frame once that is 8 KiB.
 * The limits hold for whole messages, and are compared before memory is taken. Between two messages nothing is held.
 */
public final class MessageReader implements FrameSink {

    private static final int PART = 8 * 1024;
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private final MessageSink sink;
    private int maxTextMessageSize;
    private int maxBinaryMessageSize;
    private boolean wholeText = true;
    private boolean wholeBinary = true;

    /** The control frame that is being read. */
    private Opcode controlOpcode;

    private ByteBuffer control;

    /** The data frame that is, or was, being read. What is left of it stays below zero where its length is unknown. */
    private boolean fin;

    private long left;

    /** The message under way. */
    private boolean text;

    private boolean whole;
    private long size;
    private final Utf8Validator utf8 = new Utf8Validator();
    private final ByteAccumulator bytes = new ByteAccumulator();

    /** Text that came in one piece and so did not have to be accumulated. */
    private String readyText;

    /**
     * Makes a reader that delivers whole messages.
     *
     * @param sink takes messages and control frames
     * @param maxTextMessageSize the largest whole text message in bytes of UTF-8, or -1 for no limit
     * @param maxBinaryMessageSize the largest whole binary message in bytes, or -1 for no limit
     */
    public MessageReader(MessageSink sink, int maxTextMessageSize, int maxBinaryMessageSize) {
        this.sink = sink;
        this.maxTextMessageSize = maxTextMessageSize;
        this.maxBinaryMessageSize = maxBinaryMessageSize;
    }

    /**
     * Limits text messages, beginning with the one under way.
     *
     * @param bytes the largest whole message in bytes of UTF-8, or -1 for no limit but that of an array
     */
    public void maxTextMessageSize(int bytes) {
        this.maxTextMessageSize = bytes;
    }

    /**
     * Limits binary messages, beginning with the one under way.
     *
     * @param bytes the largest whole message in bytes, or -1 for no limit but that of an array
     */
    public void maxBinaryMessageSize(int bytes) {
        this.maxBinaryMessageSize = bytes;
    }

    /**
     * Sets how text messages are delivered, beginning with the next one.
     *
     * @param whole whether {@link MessageSink#text} or {@link MessageSink#textPart} takes them
     */
    public void wholeText(boolean whole) {
        this.wholeText = whole;
    }

    /**
     * Sets how binary messages are delivered, beginning with the next one.
     *
     * @param whole whether {@link MessageSink#binary} or {@link MessageSink#binaryPart} takes them
     */
    public void wholeBinary(boolean whole) {
        this.wholeBinary = whole;
    }

    /**
     * Lets go what has come of a message, since its rest will not come. A session that has ended may be kept by whoever
     * remembers it.
     */
    public void discard() {
        bytes.discard();
        readyText = null;
        control = null;
    }

    @Override
    public void begin(Opcode opcode, boolean fin, int rsv, long length) throws ProtocolException {
        if (rsv != 0) {
            throw new ProtocolException(CloseStatus.PROTOCOL_ERROR, opcode + " frame with an RSV bit set");
        }
        if (opcode.isControl()) {
            controlOpcode = opcode;
            control = ByteBuffer.allocate((int) length);
            return;
        }
        if (opcode != Opcode.CONTINUATION) {
            text = opcode == Opcode.TEXT;
            whole = text ? wholeText : wholeBinary;
            size = 0;
        }
        this.fin = fin;
        left = length;
        requireRoom(length);
    }

    @Override
    public void payload(ByteBuffer piece, boolean ascii) throws ProtocolException {
        if (control != null) {
            control.put(control.position(), piece, piece.position(), piece.remaining());
            control.position(control.position() + piece.remaining());
            return;
        }
        int count = piece.remaining();
        requireRoom(count);
        long most = fin && left >= 0 ? bytes.size() + left : maxSize();
        size += count;
        left -= count;
        boolean frameComplete = left == 0;
        if (text && frameComplete && (fin || !whole) && bytes.size() == 0) {
            String decoded = decode(piece, ascii);
            // The JDK puts U+FFFD where bytes are not UTF-8: only a text that has one needs a closer look.
            if (decoded.indexOf('\uFFFD') < 0) {
                readyText = decoded;
                return;
            }
        }
        bytes.append(piece, most);
        // ASCII needs no look, unless it comes in the middle of a code point.
        if (text && !(ascii && utf8.pending() == 0) && !bytes.lastAreAcceptedBy(utf8, count)) {
            throw new ProtocolException(CloseStatus.INVALID_PAYLOAD, "Text message is not UTF-8");
        }
        if (!whole && !frameComplete && bytes.size() >= PART) {
            deliverPart(false);
        }
    }

    @Override
    public void end() throws ProtocolException {
        if (control != null) {
            endControl();
        } else if (fin && utf8.pending() > 0) {
            throw new ProtocolException(CloseStatus.INVALID_PAYLOAD, "Text message ends inside a code point");
        } else if (!whole) {
            if (fin || readyText != null || bytes.size() > utf8.pending()) {
                deliverPart(fin);
            }
        } else if (fin) {
            deliverWhole();
        }
    }

    private void endControl() throws ProtocolException {
        ByteBuffer payload = control.flip();
        control = null;
        switch (controlOpcode) {
            case PING -> sink.ping(payload);
            case PONG -> sink.pong(payload);
            default -> sink.close(CloseStatus.parse(payload));
        }
    }

    private void deliverWhole() {
        if (text) {
            sink.text(takeText());
        } else {
            sink.binary(ByteBuffer.wrap(bytes.take()));
        }
    }

    private void deliverPart(boolean last) {
        if (text) {
            sink.textPart(takeText(), last);
        } else {
            sink.binaryPart(ByteBuffer.wrap(bytes.take()), last);
        }
    }

    private String takeText() {
        if (readyText == null) {
            return bytes.takeText(utf8.pending());
        }
        String taken = readyText;
        readyText = null;
        return taken;
    }

    private static String decode(ByteBuffer piece, boolean ascii) {
        int length = piece.remaining();
        if (piece.hasArray()) {
            int start = piece.arrayOffset() + piece.position();
            return new String(piece.array(), start, length, ascii ? ISO_8859_1 : UTF_8);
        }
        byte[] copy = new byte[length];
        piece.get(piece.position(), copy);
        return new String(copy, ascii ? ISO_8859_1 : UTF_8);
    }

    private void requireRoom(long more) throws ProtocolException {
        long max = maxSize();
        if (more > max - size) {
            // The sum may need all 64 bits.
            String needed = Long.toUnsignedString(size + more);
            throw new ProtocolException(
                    CloseStatus.TOO_BIG,
                    text
                            ? "Text message of " + needed + " bytes or more exceeds maxTextMessageSize " + max
                            : "Binary message of " + needed + " bytes or more exceeds maxBinaryMessageSize " + max);
        }
    }

    /** Parts are handed on as they come, so that a message in parts may be of any size. */
    private long maxSize() {
        if (!whole) {
            return Long.MAX_VALUE;
        }
        int max = text ? maxTextMessageSize : maxBinaryMessageSize;
        return max >= 0 ? max : MAX_ARRAY;
    }
}
