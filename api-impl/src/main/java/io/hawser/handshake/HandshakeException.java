package io.hawser.handshake;

import java.util.Objects;

/**
 * An opening handshake failed. The message says why and is safe to log: what came from the peer is escaped and
 * shortened in it.
 *
 * <p>Where {@code WebSocketContainer.connectToServer} throws a {@code DeploymentException} since the server has
 * answered otherwise than with a connection, this is its cause, and has the answer.
 */
public final class HandshakeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient UpgradeResponse response;

    /**
     * Makes a failure.
     *
     * @param message why; what came from the peer is escaped in it
     * @param response on a server the refusal that is to be sent, at a client the response that was received
     */
    public HandshakeException(String message, UpgradeResponse response) {
        super(message);
        this.response = Objects.requireNonNull(response, "response");
    }

    /** A client got what is no response. */
    HandshakeException(String message) {
        super(message);
        this.response = null;
    }

    /**
     * Gives the HTTP response of the failed handshake.
     *
     * @return on a server the refusal that is to be sent, at a client the response that was received; {@code null} only
     *     after deserialization, and where a {@link HeadReader} could not read a response
     */
    public UpgradeResponse response() {
        return response;
    }
}
