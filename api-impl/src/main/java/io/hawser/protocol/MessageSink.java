package io.hawser.protocol;

import java.nio.ByteBuffer;

/**
 * Takes what a peer sent as messages and control frames, in order. Whether a message comes whole or in parts is set on
 * the {@link MessageReader}.
 */
public interface MessageSink {

    /**
     * A whole text message.
     *
     * @param message the message, well-formed
     */
    void text(String message);

    /**
     * A part of a text message; no part ends between the two surrogates of a code point.
     *
     * @param part the part, may be empty
     * @param last whether it is the last one
     */
    void textPart(String part, boolean last);

    /**
     * A whole binary message.
     *
     * @param message the message, backed by an array of exactly its size, owned by the callee
     */
    void binary(ByteBuffer message);

    /**
     * A part of a binary message.
     *
     * @param part the part, may be empty, backed by an array of exactly its size, owned by the callee
     * @param last whether it is the last one
     */
    void binaryPart(ByteBuffer part, boolean last);

    /**
     * A ping, to be answered by a pong with the same payload (RFC 6455, section 5.5.2).
     *
     * @param payload at most 125 bytes, backed by an array of exactly its size, owned by the callee
     */
    void ping(ByteBuffer payload);

    /**
     * A pong.
     *
     * @param payload at most 125 bytes, backed by an array of exactly its size, owned by the callee
     */
    void pong(ByteBuffer payload);

    /**
     * The peer's Close frame. Nothing comes after it.
     *
     * @param status its code and reason; {@link CloseStatus#NO_STATUS} where the frame was empty
     */
    void close(CloseStatus status);
}
