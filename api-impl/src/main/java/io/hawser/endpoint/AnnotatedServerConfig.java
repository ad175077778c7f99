package io.hawser.endpoint;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The configuration of a {@code @ServerEndpoint} annotation. It is made at its first use, together with the
 * configurator: an injection container that makes the configurator may begin to run only after the endpoint was found.
 */
final class AnnotatedServerConfig implements ConfigSource {

    private final Class<?> endpointClass;
    private final ServerEndpoint annotation;
    private final Instances instances;
    private final AtomicReference<Given> made = new AtomicReference<>();

    AnnotatedServerConfig(Class<?> endpointClass, ServerEndpoint annotation, Instances instances) {
        this.endpointClass = endpointClass;
        this.annotation = annotation;
        this.instances = instances;
    }

    boolean hasOwnConfigurator() {
        return annotation.configurator() != ServerEndpointConfig.Configurator.class;
    }

    /** {@return the class of the configurator} */
    Class<? extends ServerEndpointConfig.Configurator> configuratorClass() {
        return hasOwnConfigurator() ? annotation.configurator() : DefaultConfigurator.class;
    }

    @Override
    public ServerEndpointConfig get() throws DeploymentException {
        if (made.get() == null) {
            Given mine = make();
            if (!made.compareAndSet(null, mine)) {
                // Another thread was first.
                mine.release();
            }
        }
        return (ServerEndpointConfig) made.get().get();
    }

    private Given make() throws DeploymentException {
        ServerEndpointConfig.Configurator configurator = hasOwnConfigurator()
                ? EndpointRules.madeConfigurator(endpointClass, annotation.configurator(), instances)
                : new DefaultConfigurator();
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(endpointClass, annotation.value())
                .subprotocols(List.of(annotation.subprotocols()))
                .encoders(List.of(annotation.encoders()))
                .decoders(List.of(annotation.decoders()))
                .configurator(configurator)
                .build();
        return Given.withOwn(configurator, config, instances);
    }

    @Override
    public Map<String, Object> userProperties() {
        Given given = made.get();
        return given == null ? Map.of() : given.userProperties();
    }

    @Override
    public void release() {
        Given given = made.get();
        if (given != null) {
            given.release();
        }
    }
}
