package io.hawser.transport;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;

/**
 * Upgrades requests of the HTTP server to WebSocket connections, for {@link ServerContainer#upgradeHttpToWebSocket}.
 */
@FunctionalInterface
public interface HttpUpgrades {

    /**
     * Upgrades a request to a WebSocket connection, or answers with the reason for the refusal.
     *
     * @param request the request, of a type that the server knows
     * @param response its response
     * @param config the endpoint, which need not be deployed
     * @param pathParameters the values of the path's variables, decoded, by name
     * @throws IOException if the answer cannot be sent
     * @throws DeploymentException if the endpoint breaks a rule
     * @throws IllegalArgumentException if the server does not know the type of the request or the response
     */
    void upgrade(Object request, Object response, ServerEndpointConfig config, Map<String, String> pathParameters)
            throws IOException, DeploymentException;
}
