package io.hawser.endpoint;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An endpoint as it is deployed: what all its connections share. Immutable and safe for all threads; the user
 * properties of the configuration are the application's.
 */
public final class EndpointDefinition {

    private final Class<?> endpointClass;
    private final EndpointConfig config;
    private final PathTemplate path;
    private final InstanceSource instances;
    private final Binding binding;

    private EndpointDefinition(
            Class<?> endpointClass, EndpointConfig config, PathTemplate path, InstanceSource instances, Binding binding)
            throws DeploymentException {
        if (!config.getEncoders().isEmpty() || !config.getDecoders().isEmpty()) {
            throw refused(
                    endpointClass,
                    "it has encoders or decoders, and Hawser does not support encoders and decoders.",
                    null);
        }
        this.endpointClass = endpointClass;
        this.config = config;
        this.path = path;
        this.instances = instances;
        this.binding = binding;
    }

    /**
     * Defines a server endpoint by its annotations.
     *
     * @param endpointClass a class with {@code @ServerEndpoint}
     * @return the definition; its configuration is a {@link ServerEndpointConfig} with a configurator of its own
     * @throws DeploymentException where the class, its path, its configurator or one of its methods breaks a rule; the
     *     message names the class and the rule
     */
    public static EndpointDefinition annotatedServer(Class<?> endpointClass) throws DeploymentException {
        ServerEndpoint annotation = annotation(endpointClass, ServerEndpoint.class);
        // The API's builder throws an unchecked exception for some malformed paths and accepts the others.
        path(endpointClass, annotation.value());
        return server(ServerEndpointConfig.Builder.create(endpointClass, annotation.value())
                .subprotocols(List.of(annotation.subprotocols()))
                .encoders(List.of(annotation.encoders()))
                .decoders(List.of(annotation.decoders()))
                .configurator(
                        annotation.configurator() == ServerEndpointConfig.Configurator.class
                                ? new DefaultConfigurator()
                                : configurator(endpointClass, annotation.configurator()))
                .build());
    }

    /**
     * Defines a server endpoint by a configuration. Where the class is annotated, the configuration replaces what
     * {@code @ServerEndpoint} says.
     *
     * @param config the configuration; its class extends {@link Endpoint} or is annotated with {@code @ServerEndpoint}
     * @return the definition
     * @throws DeploymentException where the configuration, its path, its class or one of the methods breaks a rule; the
     *     message names the class and the rule
     */
    public static EndpointDefinition server(ServerEndpointConfig config) throws DeploymentException {
        Class<?> endpointClass = config.getEndpointClass();
        if (endpointClass == null) {
            throw new DeploymentException(
                    "The configuration " + config.getClass().getName() + " has no endpoint class.");
        }
        PathTemplate path = path(endpointClass, config.getPath());
        if (config.getConfigurator() == null) {
            throw refused(endpointClass, "its configuration has no configurator.", null);
        }
        if (config.getConfigurator() instanceof DefaultConfigurator) {
            // Other configurators may have a way of their own to make instances.
            constructor(endpointClass, endpointClass);
        }
        InstanceSource instances = () -> instance(endpointClass, config.getConfigurator());
        if (Endpoint.class.isAssignableFrom(endpointClass)) {
            return new EndpointDefinition(endpointClass, config, path, instances, EndpointDefinition::programmatic);
        }
        annotation(endpointClass, ServerEndpoint.class);
        AnnotatedEndpoint annotated = AnnotatedEndpoint.forServer(endpointClass, path);
        return new EndpointDefinition(endpointClass, config, path, instances, annotated::bind);
    }

    /**
     * Defines a client endpoint by its annotations, with a new instance for each connection.
     *
     * @param endpointClass a class with {@code @ClientEndpoint} and a public constructor without arguments
     * @return the definition; its configuration is a {@link ClientEndpointConfig} with a configurator of its own
     * @throws DeploymentException where the class, its configurator or one of its methods breaks a rule; the message
     *     names the class and the rule
     */
    public static EndpointDefinition annotatedClient(Class<?> endpointClass) throws DeploymentException {
        annotation(endpointClass, ClientEndpoint.class);
        return annotatedClient(endpointClass, constructor(endpointClass, endpointClass)::newInstance);
    }

    /**
     * Defines a client endpoint by the annotations of an instance's class.
     *
     * @param instance the instance, which serves all connections; its class is annotated with {@code @ClientEndpoint}
     * @return the definition; its configuration is a {@link ClientEndpointConfig} with a configurator of its own
     * @throws DeploymentException where the class, its configurator or one of its methods breaks a rule; the message
     *     names the class and the rule
     */
    public static EndpointDefinition annotatedClient(Object instance) throws DeploymentException {
        return annotatedClient(instance.getClass(), () -> instance);
    }

    private static EndpointDefinition annotatedClient(Class<?> endpointClass, InstanceSource instances)
            throws DeploymentException {
        ClientEndpoint annotation = annotation(endpointClass, ClientEndpoint.class);
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(List.of(annotation.subprotocols()))
                .encoders(List.of(annotation.encoders()))
                .decoders(List.of(annotation.decoders()))
                .configurator(configurator(endpointClass, annotation.configurator()))
                .build();
        AnnotatedEndpoint annotated = AnnotatedEndpoint.forClient(endpointClass);
        return new EndpointDefinition(endpointClass, config, null, instances, annotated::bind);
    }

    /**
     * Defines a programmatic client endpoint, with a new instance for each connection.
     *
     * @param endpointClass a class with a public constructor without arguments
     * @param config its configuration
     * @return the definition
     * @throws DeploymentException where the class has no such constructor
     */
    public static EndpointDefinition client(Class<? extends Endpoint> endpointClass, ClientEndpointConfig config)
            throws DeploymentException {
        return client(endpointClass, config, constructor(endpointClass, endpointClass)::newInstance);
    }

    /**
     * Defines a programmatic client endpoint by an instance.
     *
     * @param instance the instance, which serves all connections
     * @param config its configuration
     * @return the definition
     * @throws DeploymentException where the configuration breaks a rule; the message names the class and the rule
     */
    public static EndpointDefinition client(Endpoint instance, ClientEndpointConfig config) throws DeploymentException {
        return client(instance.getClass(), config, () -> instance);
    }

    private static EndpointDefinition client(
            Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, InstanceSource instances)
            throws DeploymentException {
        Objects.requireNonNull(config, "config");
        return new EndpointDefinition(endpointClass, config, null, instances, EndpointDefinition::programmatic);
    }

    /** {@return the endpoint's class} */
    public Class<?> endpointClass() {
        return endpointClass;
    }

    /**
     * {@return the configuration: a {@link ServerEndpointConfig} for a server endpoint, a {@link ClientEndpointConfig}
     * for a client endpoint; always the same object, and the very one with which the endpoint was defined}
     */
    public EndpointConfig config() {
        return config;
    }

    /**
     * Returns the path of a server endpoint.
     *
     * @return the path
     * @throws IllegalStateException where this is a client endpoint
     */
    public PathTemplate path() {
        if (path == null) {
            throw new IllegalStateException("The client endpoint " + this + " has no path.");
        }
        return path;
    }

    /**
     * Gets the instance for a new connection: from the configurator for a server endpoint, by the constructor or as it
     * was given for a client endpoint. Runs user code.
     *
     * @return an instance of {@link #endpointClass()}
     * @throws InstantiationException where there is none; the message names the class and the cause
     */
    public Object newInstance() throws InstantiationException {
        return instances.newInstance();
    }

    /**
     * Joins an instance to a connection.
     *
     * @param instance what {@link #newInstance()} returned
     * @param pathParameters the values of the path's variables, decoded, by name; not changed afterwards
     * @return the endpoint of that connection
     */
    public BoundEndpoint bind(Object instance, Map<String, String> pathParameters) {
        return binding.bind(instance, pathParameters);
    }

    /** {@return the name of the endpoint's class} */
    @Override
    public String toString() {
        return endpointClass.getName();
    }

    private static BoundEndpoint programmatic(Object instance, Map<String, String> pathParameters) {
        return new ProgrammaticEndpoint((Endpoint) instance);
    }

    private static Object instance(Class<?> endpointClass, ServerEndpointConfig.Configurator configurator)
            throws InstantiationException {
        Object instance = configurator.getEndpointInstance(endpointClass);
        if (!endpointClass.isInstance(instance)) {
            throw new InstantiationException(
                    "The configurator " + configurator.getClass().getName() + " returned "
                            + (instance == null
                                    ? "null"
                                    : "an instance of " + instance.getClass().getName())
                            + " for the endpoint class " + endpointClass.getName() + ".");
        }
        return instance;
    }

    // Not inherited: a subclass of an annotated endpoint is none (Jakarta WebSocket 2.2, section 4.8).
    private static <A extends Annotation> A annotation(Class<?> endpointClass, Class<A> annotation)
            throws DeploymentException {
        A found = endpointClass.getDeclaredAnnotation(annotation);
        if (found == null) {
            throw refused(
                    endpointClass,
                    "it has to be annotated with @" + annotation.getSimpleName()
                            + " itself, or to be deployed with a configuration as a subclass of "
                            + Endpoint.class.getName() + ".",
                    null);
        }
        return found;
    }

    private static PathTemplate path(Class<?> endpointClass, String path) throws DeploymentException {
        try {
            return PathTemplate.parse(path);
        } catch (DeploymentException e) {
            throw refused(endpointClass, e.getMessage(), e);
        }
    }

    private static <T> T configurator(Class<?> endpointClass, Class<T> configurator) throws DeploymentException {
        try {
            return constructor(endpointClass, configurator).newInstance();
        } catch (InstantiationException e) {
            throw refused(endpointClass, e.getMessage(), e);
        }
    }

    private static <T> NoArgConstructor<T> constructor(Class<?> endpointClass, Class<T> type)
            throws DeploymentException {
        try {
            return NoArgConstructor.of(type);
        } catch (InstantiationException e) {
            throw refused(endpointClass, e.getMessage(), e);
        }
    }

    private static DeploymentException refused(Class<?> endpointClass, String reason, Throwable cause) {
        return new DeploymentException(
                "The endpoint class " + endpointClass.getName() + " cannot be deployed: " + reason, cause);
    }

    /** Where instances come from. */
    @FunctionalInterface
    private interface InstanceSource {
        Object newInstance() throws InstantiationException;
    }

    /** How an instance is joined to a connection. */
    @FunctionalInterface
    private interface Binding {
        BoundEndpoint bind(Object instance, Map<String, String> pathParameters);
    }
}
