package io.hawser.protocol;

/** The kind of a frame (RFC 6455, section 5.2). */
public enum Opcode {
    /** A further fragment of the message that is under way. */
    CONTINUATION(0x0),
    /** A text message, or its first fragment. */
    TEXT(0x1),
    /** A binary message, or its first fragment. */
    BINARY(0x2),
    /** The peer's last frame. */
    CLOSE(0x8),
    /** Asks for a pong. */
    PING(0x9),
    /** Answers a ping, or is sent unasked. */
    PONG(0xA);

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    /** {@return the four bits that stand for this opcode on the wire} */
    public int code() {
        return code;
    }

    /** {@return whether it is a control frame, which is never fragmented and has at most 125 bytes} */
    public boolean isControl() {
        return code >= 0x8;
    }

    /**
     * Finds an opcode by its code.
     *
     * @param code the four bits from the wire
     * @return the opcode, or {@code null} where the code is reserved
     */
    public static Opcode of(int code) {
        return switch (code) {
            case 0x0 -> CONTINUATION;
            case 0x1 -> TEXT;
            case 0x2 -> BINARY;
            case 0x8 -> CLOSE;
            case 0x9 -> PING;
            case 0xA -> PONG;
            default -> null;
        };
    }
}
