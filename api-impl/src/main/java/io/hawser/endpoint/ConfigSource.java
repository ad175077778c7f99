package io.hawser.endpoint;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.EndpointConfig;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Where the configuration of an endpoint comes from. Is safe for all threads. */
sealed interface ConfigSource permits ConfigSource.Given, AnnotatedServerConfig {

    /** {@return the configuration, which is always the same} */
    EndpointConfig get() throws DeploymentException;

    /** {@return the configuration, for those who do not deploy} A failure to make it is an IllegalStateException. */
    default EndpointConfig made() {
        try {
            return get();
        } catch (DeploymentException e) {
            throw new IllegalStateException(e.getMessage(), e.getCause());
        }
    }

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

        /** {@return one with a configurator that was made for it, and is let go once} */
        static Given withOwn(Object configurator, EndpointConfig get, Instances instances) {
            AtomicBoolean released = new AtomicBoolean();
            return new Given(get, () -> {
                if (released.compareAndSet(false, true)) {
                    instances.inScope().release(configurator, SessionCodecs.NONE);
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
