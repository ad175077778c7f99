package io.hawser.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * The status with which a connection was closed: that of a Close frame, or the code for a missing one (RFC 6455,
 * section 7.4).
 *
 * @param code the status code: 1000 to 1003, 1007 to 1014, 3000 to 4999, or one of 1005, 1006 and 1015, which are
 *     reported and never sent
 * @param reason the reason, at most 123 bytes in UTF-8; empty for none
 */
public record CloseStatus(int code, String reason) {

    /** The purpose of the connection is fulfilled. */
    public static final int NORMAL = 1000;
    /** The server goes down, or the browser leaves the page. */
    public static final int GOING_AWAY = 1001;
    /** The peer broke the protocol. */
    public static final int PROTOCOL_ERROR = 1002;
    /** A message of a kind that is not accepted. */
    public static final int UNSUPPORTED_DATA = 1003;
    /** A message whose content is not what its kind promises, such as text that is not UTF-8. */
    public static final int INVALID_PAYLOAD = 1007;
    /** A message, or a connection, that is against the policy of this end. */
    public static final int POLICY_VIOLATION = 1008;
    /** A message that is too big. */
    public static final int TOO_BIG = 1009;
    /** The client wanted an extension that the server did not agree to. */
    public static final int MANDATORY_EXTENSION = 1010;
    /** The server met a condition that it did not expect. */
    public static final int INTERNAL_ERROR = 1011;
    /** The service restarts. */
    public static final int SERVICE_RESTART = 1012;
    /** The service is overloaded. */
    public static final int TRY_AGAIN_LATER = 1013;

    /** A Close frame without a code: 1005, never sent as a number. */
    public static final CloseStatus NO_STATUS = new CloseStatus(1005, "");
    /** The connection ended without a Close frame: 1006, never sent. */
    public static final CloseStatus ABNORMAL = new CloseStatus(1006, "");

    /** The longest reason in bytes: what a control frame's 125 bytes leave beside the code. */
    private static final int MAX_REASON_BYTES = 123;

    /**
     * Makes a status from a code and a reason that are legal as they are.
     *
     * @param code a legal code
     * @param reason the reason, at most 123 bytes in UTF-8
     * @throws IllegalArgumentException if the code is none of the legal ones, or the reason is longer than 123 bytes in
     *     UTF-8 or has a lone surrogate
     */
    public CloseStatus {
        if (!isSendable(code) && code != 1005 && code != 1006 && code != 1015) {
            throw new IllegalArgumentException("Not a close code: " + code);
        }
        int length = Utf8.encode(reason).length;
        if (length > MAX_REASON_BYTES) {
            throw new IllegalArgumentException("Close reason of " + length + " bytes, at most 123 fit into the frame");
        }
    }

    /**
     * Makes a status from any reason: one that is too long is cut between two code points, a lone surrogate becomes a
     * question mark.
     *
     * @param code a legal code
     * @param reason the reason, of any length, or {@code null} for none
     * @return the status
     * @throws IllegalArgumentException if the code is none of the legal ones
     */
    public static CloseStatus of(int code, String reason) {
        byte[] utf8 = (reason == null ? "" : reason).getBytes(UTF_8);
        int length = Math.min(utf8.length, MAX_REASON_BYTES);
        if (length < utf8.length) {
            while ((utf8[length] & 0xC0) == 0x80) {
                length--;
            }
        }
        return new CloseStatus(code, new String(utf8, 0, length, UTF_8));
    }

    /**
     * Reads the payload of a Close frame.
     *
     * @param payload the payload from position to limit; not changed
     * @return what it says; {@link #NO_STATUS} where it is empty
     * @throws ProtocolException with 1002 for a payload of one byte or a code that must not be sent, with 1007 for a
     *     reason that is not UTF-8
     */
    public static CloseStatus parse(ByteBuffer payload) throws ProtocolException {
        int start = payload.position();
        int length = payload.remaining();
        if (length == 0) {
            return NO_STATUS;
        }
        if (length == 1) {
            throw new ProtocolException(PROTOCOL_ERROR, "Close frame with half a close code");
        }
        int code = (payload.get(start) & 0xFF) << 8 | payload.get(start + 1) & 0xFF;
        if (!isSendable(code)) {
            throw new ProtocolException(PROTOCOL_ERROR, "Close frame with illegal close code " + code);
        }
        byte[] reason = new byte[length - 2];
        payload.get(start + 2, reason);
        Utf8Validator utf8 = new Utf8Validator();
        if (!utf8.accepts(reason, 0, reason.length) || utf8.pending() > 0) {
            throw new ProtocolException(INVALID_PAYLOAD, "Close reason is not UTF-8");
        }
        return new CloseStatus(code, new String(reason, UTF_8));
    }

    /** {@return whether the code may stand in a Close frame} */
    public boolean isSendable() {
        return isSendable(code);
    }

    /**
     * Makes the payload of a Close frame.
     *
     * @return the code and the reason, or nothing for {@link #NO_STATUS}: a new buffer
     * @throws IllegalStateException if the code must not be sent
     */
    public ByteBuffer encode() {
        if (code == NO_STATUS.code) {
            return ByteBuffer.allocate(0);
        }
        if (!isSendable()) {
            throw new IllegalStateException("Close code " + code + " must never be sent");
        }
        byte[] utf8 = reason.getBytes(UTF_8);
        return ByteBuffer.allocate(2 + utf8.length)
                .putShort((short) code)
                .put(utf8)
                .flip();
    }

    /** {@return the code, and the reason if there is one, for people} */
    @Override
    public String toString() {
        return reason.isEmpty() ? Integer.toString(code) : code + " (" + reason + ")";
    }

    /** RFC 6455, section 7.4, with the codes that IANA registered since; 1004 stays without a meaning. */
    private static boolean isSendable(int code) {
        return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || code >= 3000 && code <= 4999;
    }
}
