package io.hawser.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * Assembles messages from frames. It trusts the {@link FrameReader} for the order of frames, and checks what only the
 * message shows: its size, and that text is UTF-8, at the first byte that is not.
 *
 * <p>A message is delivered whole, or in parts: a part is a frame, or what came of a longer frame once that is 8 KiB.
 * The limits apply to whole messages and are checked before memory is allocated. Between two messages nothing is held.
 */
public final class MessageReader implements FrameSink {

    private static final int MIN_PART_BYTES = 8 * 1024;
    private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

    private final MessageSink sink;
    private final MemoryUse memory;
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

    /** The message under way, or the last one. */
    private boolean text;

    private boolean whole;
    private long size;
    /** The number of the last message that has begun. It is always odd, so it is never 0. */
    private int begun = -1;

    private boolean underWay;
    private final Utf8Validator utf8 = new Utf8Validator();
    private final ByteAccumulator bytes = new ByteAccumulator();

    /** The memory of an incomplete message, as it was reported. */
    private int taken;

    /** A text that arrived in one piece and was not accumulated. */
    private String readyText;

    /**
     * Makes a reader that delivers whole messages.
     *
     * @param sink takes messages and control frames
     * @param maxTextMessageSize the largest whole text message in bytes of UTF-8, or -1 for no limit
     * @param maxBinaryMessageSize the largest whole binary message in bytes, or -1 for no limit
     */
    public MessageReader(MessageSink sink, int maxTextMessageSize, int maxBinaryMessageSize) {
        this(sink, maxTextMessageSize, maxBinaryMessageSize, MemoryUse.UNLIMITED);
    }

    /**
     * Makes a reader that delivers whole messages, and asks before it takes memory for messages that come in pieces.
     *
     * @param sink takes messages and control frames
     * @param maxTextMessageSize the largest whole text message in bytes of UTF-8, or -1 for no limit
     * @param maxBinaryMessageSize the largest whole binary message in bytes, or -1 for no limit
     * @param memory is asked
     */
    public MessageReader(MessageSink sink, int maxTextMessageSize, int maxBinaryMessageSize, MemoryUse memory) {
        this.sink = sink;
        this.memory = memory;
        this.maxTextMessageSize = maxTextMessageSize;
        this.maxBinaryMessageSize = maxBinaryMessageSize;
    }

    /**
     * Sets the limit on text messages, beginning with the current one.
     *
     * @param bytes the largest whole message in bytes of UTF-8, or -1 for no limit but that of an array
     */
    public void maxTextMessageSize(int bytes) {
        this.maxTextMessageSize = bytes;
    }

    /**
     * Sets the limit on binary messages, beginning with the current one.
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
     * {@return a number, other than 0, of the message that has begun and has not come to its end; 0 where there is
     * none} One message has another number than those before it.
     */
    public int underWay() {
        return underWay ? begun : 0;
    }

    /**
     * Discards an incomplete message whose rest will not arrive. An application may keep a reference to an ended
     * session.
     */
    public void discard() {
        bytes.discard();
        readyText = null;
        control = null;
        tellTaken();
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
            begun += 2;
            underWay = true;
        }
        this.fin = fin;
        left = length;
        requireRoom(length);
    }

    /** Copies binary payload as it unmasks it. */
    @Override
    public void masked(ByteBuffer piece, int key) throws ProtocolException {
        if (text || control != null) {
            FrameSink.super.masked(piece, key);
        } else {
            data(piece, key, false);
        }
    }

    @Override
    public void payload(ByteBuffer piece, boolean ascii) throws ProtocolException {
        if (control == null) {
            data(piece, 0, ascii);
        } else {
            control.put(control.position(), piece, piece.position(), piece.remaining());
            control.position(control.position() + piece.remaining());
        }
    }

    private void data(ByteBuffer piece, int key, boolean ascii) throws ProtocolException {
        int count = piece.remaining();
        requireRoom(count);
        int capacity = capacityWith(count);
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
        // What is whole in one piece is delivered before anybody else could want memory.
        if (capacity > taken && !(fin && frameComplete && bytes.size() == 0)) {
            taken = capacity;
            memory.grow(capacity);
        }
        bytes.append(piece, key, capacity);
        // ASCII needs no look, unless it comes in the middle of a code point.
        if (text && !(ascii && utf8.pending() == 0) && !bytes.lastAreAcceptedBy(utf8, count)) {
            throw new ProtocolException(CloseStatus.INVALID_PAYLOAD, "Text message is not UTF-8");
        }
        if (!whole && !frameComplete && bytes.size() >= MIN_PART_BYTES) {
            deliverPart(false);
        }
    }

    /** {@return the capacity for the message with that many more bytes} A part takes no more than its bytes need. */
    private int capacityWith(int count) {
        long announced = left < 0 ? 0 : bytes.size() + left;
        return bytes.capacityWith(count, whole ? announced : 0, fin && left >= 0 ? announced : maxSize());
    }

    @Override
    public void end() throws ProtocolException {
        if (control != null) {
            endControl();
            return;
        }
        underWay = !fin;
        if (fin && utf8.pending() > 0) {
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

    private void deliverWhole() throws ProtocolException {
        if (text) {
            sink.text(takeText());
        } else {
            sink.binary(ByteBuffer.wrap(takeBytes()));
        }
    }

    private void deliverPart(boolean last) throws ProtocolException {
        if (text) {
            sink.textPart(takeText(), last);
        } else {
            sink.binaryPart(ByteBuffer.wrap(takeBytes()), last);
        }
    }

    private String takeText() {
        String message = readyText;
        if (message == null) {
            message = bytes.takeText(utf8.pending());
            tellTaken();
        }
        readyText = null;
        return message;
    }

    private byte[] takeBytes() {
        byte[] message = bytes.take();
        tellTaken();
        return message;
    }

    private void tellTaken() {
        if (taken > bytes.capacity()) {
            taken = bytes.capacity();
            memory.shrink(taken);
        }
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

    /** A message in parts may have any size, because parts are passed on as they arrive. */
    private long maxSize() {
        if (!whole) {
            return Long.MAX_VALUE;
        }
        int max = text ? maxTextMessageSize : maxBinaryMessageSize;
        return max >= 0 ? max : MAX_ARRAY_BYTES;
    }
}
