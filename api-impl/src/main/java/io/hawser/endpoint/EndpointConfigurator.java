package io.hawser.endpoint;

import io.hawser.handshake.OriginPolicy;
import io.hawser.handshake.ServerHandshake;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;

/**
 * The configurator of an endpoint, whose methods answer where it overrides them. What it inherits is the platform's
 * default (Jakarta WebSocket 2.2, section 3.1), and that is Hawser's: in a servlet container the API may ask that one's
 * own implementation instead. Is safe for all threads as far as the configurator is.
 */
public final class EndpointConfigurator {

    private static final Logger LOG = System.getLogger(EndpointConfigurator.class.getPackageName());
    private static final ServerEndpointConfig.Configurator DEFAULT = new DefaultConfigurator();
    private static final Class<?> DEFAULT_OF_API = defaultOfApi();

    /** Gives it, always the same. */
    private final Supplier<ServerEndpointConfig.Configurator> configurator;

    private volatile Answers answers;
    /** Whether that is known from the instance, not from the class that it is to have alone. */
    private volatile boolean ofInstance;

    private EndpointConfigurator(Answers answers, Supplier<ServerEndpointConfig.Configurator> configurator) {
        this.answers = answers;
        this.configurator = configurator;
    }

    /** Which methods a configurator answers by itself. */
    private record Answers(
            boolean origin, boolean subprotocol, boolean extensions, boolean instances, boolean modification) {

        /** Where nobody knows: an unknown override must not be passed over. */
        static final Answers ALL = new Answers(true, true, true, true, true);

        static Answers of(Class<?> type) {
            return new Answers(
                    isOverridden(type, "checkOrigin", String.class),
                    isOverridden(type, "getNegotiatedSubprotocol", List.class, List.class),
                    isOverridden(type, "getNegotiatedExtensions", List.class, List.class),
                    isOverridden(type, "getEndpointInstance", Class.class),
                    isOverridden(
                            type,
                            "modifyHandshake",
                            ServerEndpointConfig.class,
                            HandshakeRequest.class,
                            HandshakeResponse.class));
        }

        private static boolean isOverridden(Class<?> type, String method, Class<?>... parameters) {
            return !isPlatform(Overrides.author(type, method, parameters));
        }
    }

    /**
     * Finds out what a configurator overrides.
     *
     * @param configurator the configurator of an endpoint
     * @return the same with the platform's defaults
     */
    public static EndpointConfigurator of(ServerEndpointConfig.Configurator configurator) {
        EndpointConfigurator known = new EndpointConfigurator(Answers.ALL, () -> configurator);
        known.answers();
        return known;
    }

    /** {@return one that is not asked for before it is wanted} */
    static EndpointConfigurator of(
            Class<? extends ServerEndpointConfig.Configurator> type,
            Supplier<ServerEndpointConfig.Configurator> configurator) {
        return new EndpointConfigurator(Answers.of(type), configurator);
    }

    /** {@return what the instance answers, whose class whoever makes it has chosen} */
    private Answers answers() {
        if (!ofInstance) {
            answers = Overrides.answering(configurator.get()).map(Answers::of).orElse(Answers.ALL);
            ofInstance = true;
        }
        return answers;
    }

    private ServerEndpointConfig.Configurator answering(boolean overridden) {
        return overridden ? configurator.get() : DEFAULT;
    }

    private static boolean isPlatform(Class<?> declaring) {
        return declaring == ServerEndpointConfig.Configurator.class
                || declaring == DEFAULT_OF_API
                // By name: an API that is shared may give a configurator the default of another application.
                || declaring.getName().equals(DefaultConfigurator.class.getName());
    }

    /** {@return the class that the API finds by itself, or {@code null}} */
    private static Class<?> defaultOfApi() {
        try {
            // It searches by the context class loader of the thread.
            return new ContextClassLoader(ServerEndpointConfig.class.getClassLoader())
                    .run(new ServerEndpointConfig.Configurator()::getContainerDefaultConfigurator)
                    .getClass();
        } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
            // No implementation lies beside the API.
            return null;
        }
    }

    /**
     * Has the configurator look for the API's default now, and keep it. By itself it would do so when one of its
     * methods first calls the method that it overrides, on a thread whose context class loader may not know of Hawser,
     * or knows of another implementation that does not work here.
     *
     * @return this
     * @throws RuntimeException what the configurator throws
     */
    public EndpointConfigurator adopt() {
        ServerEndpointConfig.Configurator own = configurator.get();
        try {
            new ContextClassLoader(new HawserInSight()).run(own::getContainerDefaultConfigurator);
        } catch (ServiceConfigurationError | LinkageError e) {
            LOG.log(
                    Level.WARNING,
                    "the API finds no default for the configurator "
                            + own.getClass().getName() + ", whose methods cannot call those that they override: " + e);
        }
        answers();
        return this;
    }

    /** {@return whether endpoint instances are made by the configurator, not by the platform} */
    public boolean makesInstances() {
        return answers.instances();
    }

    /** {@return whether the configurator has something to do in {@code modifyHandshake}} */
    public boolean modifiesHandshake() {
        return answers().modification();
    }

    /**
     * Asks {@code checkOrigin}.
     *
     * @param policy what the default goes by
     * @param handshake the opening handshake
     * @param secure whether it came over TLS
     * @return whether it may go on
     */
    public boolean checksOrigin(OriginPolicy policy, ServerHandshake handshake, boolean secure) {
        return DefaultConfigurator.checksOrigin(answering(answers().origin()), policy, handshake, secure);
    }

    /**
     * Asks {@code getNegotiatedSubprotocol}.
     *
     * @param supported the subprotocols of the endpoint
     * @param requested the subprotocols of the client
     * @return the subprotocol, or the empty string where there is none
     */
    public String subprotocol(List<String> supported, List<String> requested) {
        String chosen = answering(answers().subprotocol()).getNegotiatedSubprotocol(supported, requested);
        return chosen == null ? "" : chosen;
    }

    /**
     * Asks {@code getNegotiatedExtensions}.
     *
     * @param installed the extensions that can be used
     * @param requested the extensions of the client
     * @return the extensions that were chosen
     */
    public List<Extension> extensions(List<Extension> installed, List<Extension> requested) {
        List<Extension> chosen = answering(answers().extensions()).getNegotiatedExtensions(installed, requested);
        return chosen == null ? List.of() : chosen;
    }

    /**
     * Calls {@code modifyHandshake}.
     *
     * @param config the configuration that it may change
     * @param request the client's handshake
     * @param response the server's handshake
     */
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        configurator.get().modifyHandshake(config, request, response);
    }

    /** {@return what {@code getEndpointInstance} makes for an endpoint class: nothing else may come of it} */
    Object make(Class<?> endpointClass) throws InstantiationException {
        Object instance = answering(answers().instances()).getEndpointInstance(endpointClass);
        if (!endpointClass.isInstance(instance)) {
            throw new InstantiationException(
                    "The configurator " + configurator.get().getClass().getName() + " returned "
                            + (instance == null
                                    ? "null"
                                    : "an instance of " + instance.getClass().getName())
                            + " for the endpoint class " + endpointClass.getName() + ".");
        }
        return instance;
    }
}
