package io.hawser.container;

import io.hawser.SettingSource;
import io.hawser.Settings;
import io.hawser.endpoint.EndpointDefinition;
import jakarta.websocket.DeploymentException;

/** The settings of an endpoint for its own sessions, from user properties of its configuration. */
final class EndpointSettings {

    private EndpointSettings() {}

    /**
     * {@return only the settings that the user properties have}
     *
     * @throws DeploymentException if a value is wrong; the message names endpoint, property and value
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
