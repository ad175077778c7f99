package io.hawser.endpoint;

import static io.hawser.endpoint.EndpointRules.annotation;
import static io.hawser.endpoint.EndpointRules.check;
import static io.hawser.endpoint.EndpointRules.codecs;
import static io.hawser.endpoint.EndpointRules.madeForClient;
import static io.hawser.endpoint.EndpointRules.parsedPath;
import static io.hawser.endpoint.EndpointRules.refused;

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
 * An endpoint as it is deployed: what all its connections share. Safe for all threads; the user properties of the
 * configuration are the application's.
 */
public final class EndpointDefinition {

    private final Class<?> endpointClass;
    private final ConfigSource config;
    /** Of a server endpoint. */
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
     * @return the definition; its configuration is a {@link ServerEndpointConfig} with a configurator of its own
     * @throws DeploymentException where the class, its path, its configurator or one of its methods breaks a rule; the
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
     * Defines a server endpoint by a configuration. Where the class is annotated, the configuration replaces what
     * {@code @ServerEndpoint} says.
     *
     * @param config the configuration; its class extends {@link Endpoint} or is annotated with {@code @ServerEndpoint}
     * @param instances makes the instances of the application's classes
     * @return the definition
     * @throws DeploymentException where the configuration, its path, its class or one of the methods breaks a rule; the
     *     message names the class and the rule
     */
    public static EndpointDefinition server(ServerEndpointConfig config, Instances instances)
            throws DeploymentException {
        ConfigRules.check(endpointClass(config), config);
        PathTemplate path = parsedPath(endpointClass(config), config.getPath());
        return server(config, path, path.variables(), instances);
    }

    /**
     * Defines a server endpoint for a request that the application has matched by itself, so that the path of the
     * configuration is no template, but any text that begins with a slash.
     *
     * @param config the configuration, as in {@link #server(ServerEndpointConfig, Instances)}
     * @param variables the names of what the application has found in the path of the request
     * @param instances makes the instances of the application's classes
     * @return the definition; it has no {@link #path()}
     * @throws DeploymentException where the configuration, its class or one of the methods breaks a rule; the message
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
     * @return the definition; its configuration is a {@link ClientEndpointConfig} with a configurator of its own
     * @throws DeploymentException where the class, its configurator or one of its methods breaks a rule; the message
     *     names the class and the rule
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
     * @param instance the instance, which serves all connections; its class is annotated with {@code @ClientEndpoint}
     * @param instances makes the instances of the application's other classes
     * @return the definition; its configuration is a {@link ClientEndpointConfig} with a configurator of its own
     * @throws DeploymentException where the class, its configurator or one of its methods breaks a rule; the message
     *     names the class and the rule
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
     * @throws DeploymentException where no instance can be made of the class, an encoder or a decoder
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
     * @throws DeploymentException where the configuration breaks a rule; the message names the class and the rule
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
     * for a client endpoint; always the same object, and the very one with which the endpoint was defined}
     */
    public EndpointConfig config() {
        return config.made();
    }

    /**
     * Makes the configuration of an annotated server endpoint, with its configurator. To be called when the injection
     * container, if there is to be one, runs; at the first use otherwise.
     *
     * @throws DeploymentException where the configurator cannot be made, or does not find its default
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

    /** {@return what the application has set for the endpoint, by name} */
    public Map<String, Object> userProperties() {
        return config.userProperties();
    }

    /**
     * Returns what takes part in the handshakes of a server endpoint.
     *
     * @return the configurator
     * @throws IllegalStateException where this is a client endpoint
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
     * @throws IllegalStateException where this is a client endpoint, or one that the application has matched by itself
     */
    public PathTemplate path() {
        if (path == null) {
            throw new IllegalStateException("The endpoint " + this + " has no path.");
        }
        return path;
    }

    /**
     * Looks for what is to be done around the calls of the configurator and of {@link #open}. To be asked for each
     * handshake: the injection container may have begun to run since the last one.
     *
     * @return the scope of a handshake's calls
     */
    public CallScope scope() {
        return instances.inScope().scope();
    }

    /**
     * Makes the endpoint of a new connection: gets an instance, from the configurator for a server endpoint, else from
     * where instances come from or as it was given; and makes and initializes the encoders and decoders. Runs user
     * code, for which the caller has begun a call of the {@link #scope()}.
     *
     * @param pathParameters the values of the path's variables, decoded, by name; not changed afterwards
     * @return the endpoint of that connection, to be released when the connection has ended
     * @throws InstantiationException where there is no instance; the message names the class and the cause
     */
    public BoundEndpoint open(Map<String, String> pathParameters) throws InstantiationException {
        Object instance = source.newInstance();
        boolean complete = false;
        try {
            Instances current = instances.inScope();
            BoundEndpoint bound = binding.bind(instance, pathParameters, codecs.open(config(), current), current);
            complete = true;
            return bound;
        } finally {
            if (!complete) {
                instances.release(instance);
            }
        }
    }

    /**
     * Lets go of the configurator, where it was made for this definition. To be called when no handshake is to come any
     * more: for a client after its one handshake, for a server when the endpoint is undeployed. Sessions may go on.
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

    /** Where instances come from. */
    @FunctionalInterface
    private interface Source {
        Object newInstance() throws InstantiationException;
    }

    /** How an instance is joined to a connection. */
    @FunctionalInterface
    private interface Binding {
        BoundEndpoint bind(
                Object instance, Map<String, String> pathParameters, SessionCodecs codecs, Instances instances);
    }
}
