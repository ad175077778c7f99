package io.hawser;

import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.Role;
import jakarta.websocket.Extension;
import java.util.List;
import java.util.Optional;

/**
 * An extension that changes frames (RFC 6455, section 9). It is an {@link Extension} of the Jakarta API together with
 * its code. An application can implement it. Hawser uses it if an instance is among the extensions of an
 * {@code EndpointConfig}, or if {@link java.util.ServiceLoader} finds its class. In the second case it is one of
 * {@code getInstalledExtensions()}. Server endpoints then accept it. Clients offer it if their configuration has an
 * extension of that name.
 *
 * <p>One instance serves all connections, on all threads. The {@link FrameExtension} has the state of one connection.
 */
public interface WebSocketExtension extends Extension {

    /** {@return the parameters with which a client offers the extension} By default it has no parameters. */
    @Override
    default List<Parameter> getParameters() {
        return List.of();
    }

    /**
     * Answers the offer of a client, on a server.
     *
     * @param offered the parameters of the offer, in their order
     * @return the parameters of the answer; empty to decline the offer
     */
    Optional<List<Parameter>> accept(List<Parameter> offered);

    /**
     * Creates the frame extension of one connection.
     *
     * @param role whether this end is the client or the server
     * @param agreed the parameters of the server's answer
     * @return a new frame extension
     * @throws IllegalArgumentException if a client does not accept the answer. The connection fails, and the message
     *     gives the reason
     */
    FrameExtension open(Role role, List<Parameter> agreed);
}
