package io.hawser.container;

import io.hawser.SettingSource;
import io.hawser.Settings;
import io.hawser.endpoint.EndpointDefinition;
import io.hawser.transport.Pace;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * A deployed server endpoint with its settings.
 *
 * @param definition the definition of the endpoint
 * @param settings the settings in its user properties; all others are those of the container
 * @param pace what has been learned about the time that its methods take
 */
record DeployedEndpoint(EndpointDefinition definition, Settings settings, Pace pace) {

    /**
     * Reads the settings of an endpoint.
     *
     * @throws DeploymentException if its user properties have a setting with a wrong value
     */
    static DeployedEndpoint of(EndpointDefinition definition) throws DeploymentException {
        return new DeployedEndpoint(
                definition, EndpointSettings.of(definition, SettingSource.SERVER_ENDPOINT), new Pace());
    }

    /** {@return the key of the endpoint, whose sessions are shared by all definitions with an equal key} */
    EndpointSessions.Key key() {
        return new EndpointSessions.Key(config().getPath(), definition.endpointClass());
    }

    ServerEndpointConfig config() {
        return (ServerEndpointConfig) definition.config();
    }

    @Override
    public String toString() {
        return definition.toString();
    }
}
