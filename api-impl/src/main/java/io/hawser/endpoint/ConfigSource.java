package io.hawser.endpoint;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.EndpointConfig;
import java.util.Map;

/** Where the configuration of an endpoint comes from. Is safe for all threads. */
sealed interface ConfigSource permits ConfigSource.Given, AnnotatedServerConfig {

    /** {@return the configuration, which is always the same} */
    EndpointConfig get() throws DeploymentException;

    /** {@return the user properties, as far as somebody can have set some} */
    Map<String, Object> userProperties();

    /** Lets go of the configurator, where it was made for this endpoint. */
    void release();

    /**
     * A configuration that is there.
     *
     * @param get the configuration
     * @param letGo lets go of what was made for it; may be called again
     */
    record Given(EndpointConfig get, Runnable letGo) implements ConfigSource {

        /** Nothing of it is ours. */
        Given(EndpointConfig get) {
            this(get, () -> {});
        }

        @Override
        public Map<String, Object> userProperties() {
            return get.getUserProperties();
        }

        @Override
        public void release() {
            letGo.run();
        }
    }
}
