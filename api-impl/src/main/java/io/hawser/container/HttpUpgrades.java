package io.hawser.container;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;

/** Upgrades requests of the HTTP server that carries a container: {@link ServerContainer#upgradeHttpToWebSocket}. */
@FunctionalInterface
public interface HttpUpgrades {

    /**
     * Upgrades a request to a WebSocket connection, or answers why not.
     *
     * @param request the request, of a type that the carrier knows
     * @param response its response
     * @param config the endpoint, which need not be deployed
     * @param pathParameters the values of the path's variables, decoded, by name
     * @throws IOException where the answer cannot be sent
     * @throws DeploymentException where the endpoint breaks a rule
     * @throws IllegalArgumentException where the carrier does not know the type of the request or the response
     */
    void upgrade(Object request, Object response, ServerEndpointConfig config, Map<String, String> pathParameters)
            throws IOException, DeploymentException;
}
