package io.hawser.endpoint;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.EndpointConfig;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Returns the configuration of an endpoint. Safe for all threads. */
sealed interface ConfigSource permits ConfigSource.Given, AnnotatedServerConfig {

    /** {@return the configuration, which is always the same} */
    EndpointConfig get() throws DeploymentException;

    /**
     * {@return the configuration, for callers other than the deployment} A failure to make it is an
     * IllegalStateException.
     */
    default EndpointConfig made() {
        try {
            return get();
        } catch (DeploymentException e) {
            throw new IllegalStateException(e.getMessage(), e.getCause());
        }
    }

    /** {@return the user properties; empty as long as no code can have set any} */
    Map<String, Object> userProperties();

    /** Releases the configurator if it was made for this endpoint. */
    void release();

    /**
     * A configuration that was given or made before.
     *
     * @param get the configuration
     * @param letGo releases the objects that were made for it; may be called again
     */
    record Given(EndpointConfig get, Runnable letGo) implements ConfigSource {

        /** Makes a source that has nothing to release: the application has made the configuration. */
        Given(EndpointConfig get) {
            this(get, () -> {});
        }

        /** {@return a configuration with a configurator that was made for it, and is released once} */
        static Given withOwn(Object configurator, EndpointConfig get, Instances instances) {
            AtomicBoolean released = new AtomicBoolean();
            return new Given(get, () -> {
                if (released.compareAndSet(false, true)) {
                    instances.inScope().release(configurator, () -> {});
                }
            });
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
