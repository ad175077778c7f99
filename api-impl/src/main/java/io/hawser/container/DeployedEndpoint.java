package io.hawser.container;

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
 */
record DeployedEndpoint(EndpointDefinition definition, Settings settings) {

    /**
     * Reads the settings of an endpoint.
     *
     * @throws DeploymentException where its user properties have a setting with a wrong value
     */
    static DeployedEndpoint of(EndpointDefinition definition) throws DeploymentException {
        return new DeployedEndpoint(definition, EndpointSettings.of(definition, SettingSource.SERVER_ENDPOINT));
    }

    /** {@return with what it shares its sessions} */
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
