package io.hawser.protocol;

import java.nio.ByteBuffer;

/**
 * Receives the messages and control frames of a peer, in order. Messages come whole, unless parts are asked for on the
 * {@link MessageReader}. Each method may throw a {@link ProtocolException} where the connection has to be failed, as
 * for a message of a kind that is not accepted.
 */
public interface MessageSink {

    /**
     * A whole text message.
     *
     * @param message the message, well-formed
     * @throws ProtocolException where the connection has to be failed
     */
    void text(String message) throws ProtocolException;

    /**
     * A part of a text message, to be taken by those who ask for parts; no part ends between the two surrogates of a
     * code point.
     *
     * @param part the part, may be empty
     * @param last whether it is the last one
     * @throws ProtocolException where the connection has to be failed
     */
    default void textPart(String part, boolean last) throws ProtocolException {
        throw new UnsupportedOperationException("wholeText(false) requires textPart");
    }

    /**
     * A whole binary message.
     *
     * @param message the message, backed by an array of exactly its size, owned by the callee
     * @throws ProtocolException where the connection has to be failed
     */
    void binary(ByteBuffer message) throws ProtocolException;

    /**
     * A part of a binary message, to be taken by those who ask for parts.
     *
     * @param part the part, may be empty, backed by an array of exactly its size, owned by the callee
     * @param last whether it is the last one
     * @throws ProtocolException where the connection has to be failed
     */
    default void binaryPart(ByteBuffer part, boolean last) throws ProtocolException {
        throw new UnsupportedOperationException("wholeBinary(false) requires binaryPart");
    }

    /**
     * A ping, to be answered by a pong with the same payload (RFC 6455, section 5.5.2).
     *
     * @param payload at most 125 bytes, backed by an array of exactly its size, owned by the callee
     * @throws ProtocolException where the connection has to be failed
     */
    void ping(ByteBuffer payload) throws ProtocolException;

    /**
     * A pong. Nothing has to be done with it (RFC 6455, section 5.5.3), and nothing is, unless this is overridden.
     *
     * @param payload at most 125 bytes, backed by an array of exactly its size, owned by the callee
     * @throws ProtocolException where the connection has to be failed
     */
    default void pong(ByteBuffer payload) throws ProtocolException {}

    /**
     * The peer's Close frame. Nothing comes after it.
     *
     * @param status its code and reason; {@link CloseStatus#NO_STATUS} where the frame was empty
     * @throws ProtocolException where the connection has to be failed
     */
    void close(CloseStatus status) throws ProtocolException;
}
