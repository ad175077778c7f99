package io.hawser.session;

import io.hawser.Settings;
import io.hawser.endpoint.BoundEndpoint;
import io.hawser.handshake.Redacted;
import io.hawser.protocol.ExtensionChain;
import io.hawser.protocol.Role;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of the opening handshake for a session.
 *
 * @param role the role of this end
 * @param container the container, as {@code Session.getContainer()} gives it
 * @param endpoint the endpoint instance of this session
 * @param config the configuration with which the endpoint was deployed or connected
 * @param userProperties the first user properties of the session
 * @param requestUri the URI of the handshake, with its query: as text, which takes less memory
 * @param query the query as it was sent, or {@code null} if there is none
 * @param headers the header fields of the handshake
 * @param pathParameters the variables of the path template, decoded
 * @param subprotocol the negotiated subprotocol, or the empty string
 * @param extensions the negotiated extensions
 * @param frameExtensions the changes of these extensions to frames
 * @param settings the settings of the container
 * @param openSessions the sessions of the same endpoint
 * @param registry the connections of the container
 */
public record SessionContext(
        Role role,
        WebSocketContainer container,
        BoundEndpoint endpoint,
        EndpointConfig config,
        Map<String, Object> userProperties,
        String requestUri,
        String query,
        HandshakeHeaders headers,
        Map<String, String> pathParameters,
        String subprotocol,
        List<Extension> extensions,
        ExtensionChain frameExtensions,
        Settings settings,
        OpenSessions openSessions,
        ConnectionRegistry registry) {

    /** Copies the collections that could change. */
    public SessionContext {
        // Not Map.copyOf: the order of the template counts.
        pathParameters =
                pathParameters.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(pathParameters));
        extensions = List.copyOf(extensions);
    }

    /** {@return the URI of the handshake, with its query} */
    URI uri() {
        return URI.create(requestUri);
    }

    /** Shows no query, headers or properties: they may hold secrets. */
    @Override
    public String toString() {
        return role + " of " + Redacted.uri(requestUri);
    }
}
