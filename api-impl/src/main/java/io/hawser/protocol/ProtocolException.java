package io.hawser.protocol;

/**
 * The peer did what is not allowed: the connection has to be failed (RFC 6455, section 7.1.7). It carries no stack
 * trace, since its cause is on the wire and not in the code.
 */
public final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The code of the Close frame that fails the connection. */
    private final int closeCode;

    /**
     * Makes the exception.
     *
     * @param closeCode the code of the Close frame that fails the connection, one that may be sent
     * @param message what was wrong; a limit is named by its setting
     */
    public ProtocolException(int closeCode, String message) {
        super(message, null, false, false);
        this.closeCode = closeCode;
    }

    /** {@return the code of the Close frame that fails the connection} */
    public int closeCode() {
        return closeCode;
    }

    /** {@return the content of the Close frame that fails the connection: the code, and the message as reason} */
    public CloseStatus status() {
        return CloseStatus.of(closeCode, getMessage());
    }
}
