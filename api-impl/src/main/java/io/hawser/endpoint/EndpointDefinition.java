package io.hawser.endpoint;

import static io.hawser.endpoint.EndpointRules.annotation;
import static io.hawser.endpoint.EndpointRules.check;
import static io.hawser.endpoint.EndpointRules.codecs;
import static io.hawser.endpoint.EndpointRules.madeForClient;
import static io.hawser.endpoint.EndpointRules.parsedPath;
import static io.hawser.endpoint.EndpointRules.refused;

import io.hawser.CallScope;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A deployed endpoint: the definition that all its connections share. Safe for all threads. The user properties of the
 * configuration belong to the application.
 */
public final class EndpointDefinition {

    private final Class<?> endpointClass;
    private final ConfigSource config;
    /** The configurator of a server endpoint; {@code null} for a client endpoint. */
    private final EndpointConfigurator configurator;

    private final PathTemplate path;
    private final Codecs codecs;
    private final Instances instances;
    private final Source source;
    private final Binding binding;

    private EndpointDefinition(
            Class<?> endpointClass,
            ConfigSource config,
            EndpointConfigurator configurator,
            PathTemplate path,
            Codecs codecs,
            Instances instances,
            Source source,
            Binding binding) {
        this.endpointClass = endpointClass;
        this.config = config;
        this.configurator = configurator;
        this.path = path;
        this.codecs = codecs;
        this.instances = instances;
        this.source = source;
        this.binding = binding;
    }

    /**
     * Defines a server endpoint by its annotations.
     *
     * @param endpointClass a class with {@code @ServerEndpoint}
     * @param instances makes the instances of the application's classes
     * @return the definition; its configuration is a {@link ServerEndpointConfig} with a separate configurator
     * @throws DeploymentException if the class, its path, its configurator or one of its methods breaks a rule; the
     *     message names the class and the rule
     */
    public static EndpointDefinition annotatedServer(Class<?> endpointClass, Instances instances)
            throws DeploymentException {
        ServerEndpoint annotation = annotation(endpointClass, ServerEndpoint.class);
        // The API's builder throws an unchecked exception for some malformed paths and accepts the others.
        PathTemplate path = parsedPath(endpointClass, annotation.value());
        AnnotatedServerConfig config = new AnnotatedServerConfig(endpointClass, annotation, instances);
        if (config.hasOwnConfigurator()) {
            check(endpointClass, config.configuratorClass(), instances);
        }
        EndpointConfigurator configurator = EndpointConfigurator.of(
                config.configuratorClass(), () -> ((ServerEndpointConfig) config.made()).getConfigurator());
        Codecs codecs =
                codecs(endpointClass, List.of(annotation.encoders()), List.of(annotation.decoders()), instances);
        return server(endpointClass, config, configurator, path, path.variables(), codecs, instances);
    }

    /**
     * Defines a server endpoint by a configuration. If the class is annotated, the configuration replaces the values of
     * {@code @ServerEndpoint}.
     *
     * @param config the configuration; its class extends {@link Endpoint} or is annotated with {@code @ServerEndpoint}
     * @param instances makes the instances of the application's classes
     * @return the definition
     * @throws DeploymentException if the configuration, its path, its class or one of the methods breaks a rule; the
     *     message names the class and the rule
     */
    public static EndpointDefinition server(ServerEndpointConfig config, Instances instances)
            throws DeploymentException {
        ConfigRules.check(endpointClass(config), config);
        PathTemplate path = parsedPath(endpointClass(config), config.getPath());
        return server(config, path, path.variables(), instances);
    }

    /**
     * Defines a server endpoint for a request that the application has matched itself. So the path of the configuration
     * is no template, but any text that begins with a slash.
     *
     * @param config the configuration, as in {@link #server(ServerEndpointConfig, Instances)}
     * @param variables the names of the variables that the application has found in the path of the request
     * @param instances makes the instances of the application's classes
     * @return the definition; it has no {@link #path()}
     * @throws DeploymentException if the configuration, its class or one of the methods breaks a rule; the message
     *     names the class and the rule
     */
    public static EndpointDefinition matched(ServerEndpointConfig config, Set<String> variables, Instances instances)
            throws DeploymentException {
        ConfigRules.check(endpointClass(config), config);
        if (!config.getPath().startsWith("/")) {
            throw refused(endpointClass(config), "its path has to begin with a slash.", null);
        }
        return server(config, null, variables, instances);
    }

    private static Class<?> endpointClass(ServerEndpointConfig config) throws DeploymentException {
        if (config.getEndpointClass() == null) {
            throw new DeploymentException(
                    "The configuration " + config.getClass().getName()
                            + " has no endpoint class: its method getEndpointClass returns null.");
        }
        return config.getEndpointClass();
    }

    private static EndpointDefinition server(
            ServerEndpointConfig config, PathTemplate path, Set<String> variables, Instances instances)
            throws DeploymentException {
        Class<?> endpointClass = endpointClass(config);
        EndpointConfigurator configurator = EndpointConfigurator.of(config.getConfigurator());
        Codecs codecs = codecs(endpointClass, config.getEncoders(), config.getDecoders(), instances);
        return server(endpointClass, new ConfigSource.Given(config), configurator, path, variables, codecs, instances);
    }

    private static EndpointDefinition server(
            Class<?> endpointClass,
            ConfigSource config,
            EndpointConfigurator configurator,
            PathTemplate path,
            Set<String> variables,
            Codecs codecs,
            Instances instances)
            throws DeploymentException {
        if (!configurator.makesInstances()) {
            check(endpointClass, endpointClass, instances);
        }
        Source made = () -> instances.asCurrent(() -> configurator.make(endpointClass));
        Binding binding = EndpointDefinition::programmatic;
        if (Endpoint.class.isAssignableFrom(endpointClass)) {
            AnnotatedMethods.warnOfProgrammatic(endpointClass);
        } else {
            annotation(endpointClass, ServerEndpoint.class);
            binding = AnnotatedEndpoint.forServer(endpointClass, variables, codecs)::bind;
        }
        if (config instanceof ConfigSource.Given given) {
            ReplacedAnnotation.warn(endpointClass, (ServerEndpointConfig) given.get());
        }
        return new EndpointDefinition(endpointClass, config, configurator, path, codecs, instances, made, binding);
    }

    /**
     * Defines a client endpoint by its annotations, with a new instance for each connection.
     *
     * @param endpointClass a class with {@code @ClientEndpoint}
     * @param instances makes the instances of the application's classes
     * @return the definition; its configuration is a {@link ClientEndpointConfig} with a separate configurator
     * @throws DeploymentException if the class, its configurator or one of its methods breaks a rule; the message names
     *     the class and the rule
     */
    public static EndpointDefinition annotatedClient(Class<?> endpointClass, Instances instances)
            throws DeploymentException {
        annotation(endpointClass, ClientEndpoint.class);
        check(endpointClass, endpointClass, instances);
        return annotatedClient(endpointClass, instances, () -> instances.make(endpointClass));
    }

    /**
     * Defines a client endpoint by the annotations of an instance's class.
     *
     * @param instance the instance, which serves all connections; its class has {@code @ClientEndpoint}
     * @param instances makes the instances of the application's other classes
     * @return the definition; its configuration is a {@link ClientEndpointConfig} with a separate configurator
     * @throws DeploymentException if the class, its configurator or one of its methods breaks a rule; the message names
     *     the class and the rule
     */
    public static EndpointDefinition annotatedClient(Object instance, Instances instances) throws DeploymentException {
        return annotatedClient(instance.getClass(), instances, () -> instance);
    }

    private static EndpointDefinition annotatedClient(Class<?> endpointClass, Instances instances, Source source)
            throws DeploymentException {
        ClientEndpoint annotation = annotation(endpointClass, ClientEndpoint.class);
        Codecs codecs =
                codecs(endpointClass, List.of(annotation.encoders()), List.of(annotation.decoders()), instances);
        AnnotatedEndpoint annotated = AnnotatedEndpoint.forClient(endpointClass, codecs);
        ClientEndpointConfig.Configurator configurator =
                annotation.configurator() == ClientEndpointConfig.Configurator.class
                        ? new ClientEndpointConfig.Configurator()
                        : madeForClient(endpointClass, annotation.configurator(), instances);
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(List.of(annotation.subprotocols()))
                .encoders(codecs.encoderClasses())
                .decoders(codecs.decoderClasses())
                .configurator(configurator)
                .build();
        ConfigSource given = ConfigSource.Given.withOwn(configurator, config, instances);
        return new EndpointDefinition(endpointClass, given, null, null, codecs, instances, source, annotated::bind);
    }

    /**
     * Defines a programmatic client endpoint, with a new instance for each connection.
     *
     * @param endpointClass the class
     * @param config its configuration
     * @param instances makes the instances of the application's classes
     * @return the definition
     * @throws DeploymentException if no instance can be made of the class, an encoder or a decoder
     */
    public static EndpointDefinition client(
            Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, Instances instances)
            throws DeploymentException {
        check(endpointClass, endpointClass, instances);
        return client(endpointClass, config, instances, () -> instances.make(endpointClass));
    }

    /**
     * Defines a programmatic client endpoint by an instance.
     *
     * @param instance the instance, which serves all connections
     * @param config its configuration
     * @param instances makes the instances of the application's other classes
     * @return the definition
     * @throws DeploymentException if the configuration breaks a rule; the message names the class and the rule
     */
    public static EndpointDefinition client(Endpoint instance, ClientEndpointConfig config, Instances instances)
            throws DeploymentException {
        return client(instance.getClass(), config, instances, () -> instance);
    }

    private static EndpointDefinition client(
            Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, Instances instances, Source source)
            throws DeploymentException {
        Objects.requireNonNull(config, "config");
        ConfigRules.check(endpointClass, config);
        AnnotatedMethods.warnOfProgrammatic(endpointClass);
        ReplacedAnnotation.warn(endpointClass, config);
        Codecs codecs = codecs(endpointClass, config.getEncoders(), config.getDecoders(), instances);
        return new EndpointDefinition(
                endpointClass,
                new ConfigSource.Given(config),
                null,
                null,
                codecs,
                instances,
                source,
                EndpointDefinition::programmatic);
    }

    /** {@return the endpoint's class} */
    public Class<?> endpointClass() {
        return endpointClass;
    }

    /**
     * {@return the configuration: a {@link ServerEndpointConfig} for a server endpoint, a {@link ClientEndpointConfig}
     * for a client endpoint; always the same object, and the one with which the endpoint was defined}
     */
    public EndpointConfig config() {
        return config.made();
    }

    /**
     * Makes the configuration of an annotated server endpoint, with its configurator. Called when the injection
     * container, if there is one, runs. Otherwise the first use makes the configuration.
     *
     * @throws DeploymentException if the configurator cannot be made, or does not find its default
     */
    public void complete() throws DeploymentException {
        config.get();
        if (configurator != null) {
            try {
                configurator.adopt();
            } catch (RuntimeException e) {
                throw refused(endpointClass, "its configurator does not find its default: " + e.getMessage(), e);
            }
        }
    }

    /** {@return the user properties that the application has set for the endpoint} */
    public Map<String, Object> userProperties() {
        return config.userProperties();
    }

    /**
     * Returns the configurator of a server endpoint, which takes part in the handshakes.
     *
     * @return the configurator
     * @throws IllegalStateException if this is a client endpoint
     */
    public EndpointConfigurator configurator() {
        if (configurator == null) {
            throw new IllegalStateException("The endpoint " + this + " is a client.");
        }
        return configurator;
    }

    /**
     * Returns the path of a server endpoint.
     *
     * @return the path
     * @throws IllegalStateException if this is a client endpoint, or a server endpoint that the application has matched
     *     itself
     */
    public PathTemplate path() {
        if (path == null) {
            throw new IllegalStateException("The endpoint " + this + " has no path.");
        }
        return path;
    }

    /**
     * Finds the scope for the calls of the configurator and of {@link #open}. Called for each handshake, since the
     * injection container may have begun to run after the last one.
     *
     * @return the scope of a handshake's calls
     */
    public CallScope scope() {
        return instances.inScope().scope();
    }

    /**
     * Makes the endpoint of a new connection, and makes and initializes its encoders and decoders. The instance of a
     * server endpoint comes from the configurator. The instance of a client endpoint comes from the instance sources,
     * unless one was given. Runs user code, for which the caller has begun a call of the scope.
     *
     * @param pathParameters the values of the path's variables, decoded, by name; not changed afterwards
     * @param scope the {@link #scope()} that was found for this handshake; the calls of the connection have it too
     * @return the endpoint of that connection; the caller releases it when the connection has ended
     * @throws InstantiationException if there is no instance; the message names the class and the cause
     */
    public BoundEndpoint open(Map<String, String> pathParameters, CallScope scope) throws InstantiationException {
        Object instance = source.newInstance();
        boolean complete = false;
        try {
            Instances current = instances.in(scope);
            BoundEndpoint bound =
                    binding.bind(instance, pathParameters, SessionCodecs.open(codecs, config(), current), current);
            complete = true;
            return bound;
        } finally {
            if (!complete) {
                instances.release(instance);
            }
        }
    }

    /**
     * Releases the configurator if it was made for this definition. Called when no more handshakes will come: for a
     * client after its only handshake, for a server when the endpoint is undeployed. Sessions may go on.
     */
    public void release() {
        config.release();
    }

    /** {@return the name of the endpoint's class} */
    @Override
    public String toString() {
        return endpointClass.getName();
    }

    private static BoundEndpoint programmatic(
            Object instance, Map<String, String> pathParameters, SessionCodecs codecs, Instances instances) {
        return new ProgrammaticEndpoint((Endpoint) instance, codecs, instances);
    }

    /** Returns the instance of a new connection. */
    @FunctionalInterface
    private interface Source {
        Object newInstance() throws InstantiationException;
    }

    /** Joins an instance to a connection. */
    @FunctionalInterface
    private interface Binding {
        BoundEndpoint bind(
                Object instance, Map<String, String> pathParameters, SessionCodecs codecs, Instances instances);
    }
}
