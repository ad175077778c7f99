package io.hawser.container;

import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.Role;
import jakarta.websocket.Extension;
import java.util.List;
import java.util.Optional;

/**
 * An extension that changes frames (RFC 6455, section 9): what the Jakarta API calls an {@link Extension}, with what it
 * does. One may be written by the application. It is used where an instance is among the extensions of an
 * {@code EndpointConfig}; or where {@link java.util.ServiceLoader} finds its class, which makes it one of
 * {@code getInstalledExtensions()}: then server endpoints accept it, and clients offer it where an extension of its
 * name is among those of their configuration.
 *
 * <p>An instance serves all connections, on all threads; what belongs to one connection is in the
 * {@link FrameExtension}.
 */
public interface WebSocketExtension extends Extension {

    /** {@return the parameters with which a client offers the extension} None by default. */
    @Override
    default List<Parameter> getParameters() {
        return List.of();
    }

    /**
     * Answers the offer of a client, on a server.
     *
     * @param offered the parameters of the offer, in their order
     * @return the parameters of the answer; empty where the offer is declined, and the connection does without
     */
    Optional<List<Parameter>> accept(List<Parameter> offered);

    /**
     * Makes what changes the frames of one connection.
     *
     * @param role which end this is
     * @param agreed the parameters of the server's answer
     * @return made anew for each connection
     * @throws IllegalArgumentException where a client does not agree with the answer: the connection fails, and the
     *     message says why
     */
    FrameExtension open(Role role, List<Parameter> agreed);
}
