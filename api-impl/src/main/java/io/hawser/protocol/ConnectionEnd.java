package io.hawser.protocol;

import java.nio.ByteBuffer;

/**
 * One end of an open connection, without I/O. It converts bytes to messages and back. It does what the protocol asks of
 * both ends: pings are answered, the peer's Close is, and a peer that breaks the protocol is told by a Close frame with
 * the code for it. It uses no extensions. A caller that needs them, or parts of messages, combines the other classes of
 * this package by himself.
 *
 * <p>Each call may leave bytes to {@link #take()}. For one thread at a time, both directions together.
 */
public final class ConnectionEnd {

    /** Takes the peer's messages, as long as the connection is open. Each method may send. */
    public interface Messages {

        /**
         * A text message.
         *
         * @param message the message, well-formed
         * @throws ProtocolException where the connection has to be failed
         */
        void text(String message) throws ProtocolException;

        /**
         * A binary message.
         *
         * @param message the message, backed by an array of exactly its size, owned by the callee
         * @throws ProtocolException where the connection has to be failed, as with {@link CloseStatus#UNSUPPORTED_DATA}
         */
        void binary(ByteBuffer message) throws ProtocolException;
    }

    private final CollectedOutput output = new CollectedOutput();
    private final MessageWriter writer;
    private final FrameReader reader;
    private final ClosingHandshake closing;

    /**
     * Makes the end of a connection whose opening handshake is complete.
     *
     * @param role which end this is
     * @param maxMessageSize the largest message that is accepted, in bytes, or -1 for no limit
     * @param messages takes the peer's messages
     */
    public ConnectionEnd(Role role, int maxMessageSize, Messages messages) {
        writer = new MessageWriter(new FrameWriter(role, new MaskKeys(), output));
        closing = new ClosingHandshake(role);
        reader = new FrameReader(role, 0, -1, new MessageReader(new Answers(messages), maxMessageSize, maxMessageSize));
    }

    private final class Answers implements MessageSink {

        private final Messages messages;

        private Answers(Messages messages) {
            this.messages = messages;
        }

        @Override
        public void text(String message) throws ProtocolException {
            if (closing.isOpen()) {
                messages.text(message);
            }
        }

        @Override
        public void binary(ByteBuffer message) throws ProtocolException {
            if (closing.isOpen()) {
                messages.binary(message);
            }
        }

        @Override
        public void ping(ByteBuffer payload) throws ProtocolException {
            // Nothing follows our Close (RFC 6455, section 1.4).
            if (closing.isOpen()) {
                writer.pong(payload);
            }
        }

        @Override
        public void close(CloseStatus status) {
            if (closing.received(status)) {
                sendClose(closing.answer());
            }
        }
    }

    /**
     * Reads bytes from the peer.
     *
     * @param in the bytes from position to limit; consumed whole, and changed where they are masked
     */
    public void receive(ByteBuffer in) {
        try {
            reader.read(in);
        } catch (ProtocolException e) {
            if (closing.fail(e.status(), e.status())) {
                sendClose(closing.sent());
            }
        }
    }

    /** The connection was lost, or the peer ended its output. */
    public void inputEnded() {
        closing.ended();
    }

    /**
     * Returns the writer of messages and pings.
     *
     * @return the writer, which must not be kept: it does not know when the connection closes
     * @throws IllegalStateException if the connection is not open any more
     */
    public MessageWriter writer() {
        if (!closing.isOpen()) {
            throw new IllegalStateException("the connection is closed: " + closing.outcome());
        }
        return writer;
    }

    /**
     * Closes the connection, unless it is closed already: nothing can be sent from then on, and what the peer still
     * sends is dropped.
     *
     * @param status what the Close frame says
     * @throws IllegalStateException if the code must not be sent
     */
    public void close(CloseStatus status) {
        if (closing.isOpen()) {
            // First, since it may be a code that must not be sent.
            sendClose(status);
            closing.close(status);
        }
    }

    private void sendClose(CloseStatus status) {
        try {
            writer.close(status);
        } catch (ProtocolException e) {
            throw new IllegalStateException("only an extension can fail here, and there is none", e);
        }
    }

    /**
     * Takes the bytes to send.
     *
     * @return the bytes to send, in a new array; empty where there are none
     */
    public byte[] take() {
        return output.take();
    }

    /** {@return whether messages may be sent} */
    public boolean isOpen() {
        return closing.isOpen();
    }

    /** {@return whether TCP is to be closed as soon as what there was to {@link #take()} is written} */
    public boolean mustCloseTcp() {
        return closing.mustCloseTcp();
    }

    /** {@return the status with which the connection was closed; {@code null} while it is open} */
    public CloseStatus outcome() {
        return closing.outcome();
    }
}
