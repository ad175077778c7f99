package io.hawser.container;

import io.hawser.endpoint.EndpointConfigurator;
import io.hawser.endpoint.EndpointDefinition;
import io.hawser.session.SettingSource;
import io.hawser.session.Settings;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * A server endpoint in its place.
 *
 * @param definition what it is
 * @param settings what its user properties set; the rest is the container's
 * @param configurator takes part in its handshakes
 */
record DeployedEndpoint(EndpointDefinition definition, Settings settings, EndpointConfigurator configurator) {

    /**
     * Prepares an endpoint for its first handshake.
     *
     * @throws DeploymentException where its user properties have a setting with a wrong value, or its configurator
     *     fails
     */
    static DeployedEndpoint of(EndpointDefinition definition) throws DeploymentException {
        EndpointConfigurator configurator;
        try {
            configurator = EndpointConfigurator.of(config(definition).getConfigurator())
                    .adopt();
        } catch (RuntimeException e) {
            throw new DeploymentException(
                    "The configurator of the endpoint class " + definition + " does not find its default: "
                            + e.getMessage(),
                    e);
        }
        return new DeployedEndpoint(
                definition, EndpointSettings.of(definition, SettingSource.SERVER_ENDPOINT), configurator);
    }

    /** {@return with what it shares its sessions} */
    EndpointSessions.Key key() {
        return new EndpointSessions.Key(config().getPath(), definition.endpointClass());
    }

    ServerEndpointConfig config() {
        return config(definition);
    }

    private static ServerEndpointConfig config(EndpointDefinition definition) {
        return (ServerEndpointConfig) definition.config();
    }

    @Override
    public String toString() {
        return definition.toString();
    }
}
