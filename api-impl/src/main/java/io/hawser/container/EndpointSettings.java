package io.hawser.container;

import io.hawser.endpoint.EndpointDefinition;
import io.hawser.session.SettingSource;
import io.hawser.session.Settings;
import jakarta.websocket.DeploymentException;

/** What an endpoint sets for its own sessions, by user properties of its configuration. */
final class EndpointSettings {

    private EndpointSettings() {}

    /**
     * {@return what the user properties set, and nothing else}
     *
     * @throws DeploymentException where a value is wrong; the message names endpoint, property and value
     */
    static Settings of(EndpointDefinition definition, SettingSource source) throws DeploymentException {
        try {
            return Settings.from(definition.userProperties(), source);
        } catch (IllegalArgumentException e) {
            throw new DeploymentException(
                    "The endpoint class " + definition + " has a wrong setting: " + e.getMessage());
        }
    }
}
