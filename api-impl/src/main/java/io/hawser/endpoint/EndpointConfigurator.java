package io.hawser.endpoint;

import io.hawser.handshake.OriginPolicy;
import io.hawser.handshake.ServerHandshake;
import io.hawser.log.Log;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;

/**
 * The configurator of an endpoint. Its methods are called if it overrides them. For the others, the platform's default
 * answers (Jakarta WebSocket 2.2, section 3.1). This default is that of Hawser: in a servlet container, the API may ask
 * the container's own implementation instead. Safe for all threads as far as the configurator is.
 */
public final class EndpointConfigurator {

    private static final Log LOG = Log.of(EndpointConfigurator.class);
    private static final ServerEndpointConfig.Configurator DEFAULT = new DefaultConfigurator();
    private static final Class<?> DEFAULT_OF_API = defaultOfApi();

    /** Returns the configurator, always the same one. */
    private final Supplier<ServerEndpointConfig.Configurator> configurator;

    private volatile Answers answers;
    /** Whether the answers are known from the instance, not only from its declared class. */
    private volatile boolean ofInstance;

    private EndpointConfigurator(Answers answers, Supplier<ServerEndpointConfig.Configurator> configurator) {
        this.answers = answers;
        this.configurator = configurator;
    }

    /** The methods that a configurator answers itself. */
    private record Answers(
            boolean origin, boolean subprotocol, boolean extensions, boolean instances, boolean modification) {

        /** For an unknown class: no override must be missed. */
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
     * Finds the methods that a configurator overrides.
     *
     * @param configurator the configurator of an endpoint
     * @return the configurator with the platform's defaults
     */
    public static EndpointConfigurator of(ServerEndpointConfig.Configurator configurator) {
        EndpointConfigurator known = new EndpointConfigurator(Answers.ALL, () -> configurator);
        known.answers();
        return known;
    }

    /** {@return a configurator that is made at its first use} */
    static EndpointConfigurator of(
            Class<? extends ServerEndpointConfig.Configurator> type,
            Supplier<ServerEndpointConfig.Configurator> configurator) {
        return new EndpointConfigurator(Answers.of(type), configurator);
    }

    /**
     * {@return the answers of the instance} Its class may differ from the declared one, since its maker has chosen it.
     */
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
                // By name: a shared API may give a configurator the default of another application.
                || declaring.getName().equals(DefaultConfigurator.class.getName())
                || isDefaultOfServer(declaring);
    }

    /**
     * {@return whether a class of the server is the default of another implementation} The API finds such a default by
     * the context class loader, and gives it to a configuration that is built without a configurator. A default that
     * the application itself contains was chosen by the application.
     */
    private static boolean isDefaultOfServer(Class<?> declaring) {
        ClassLoader loader = declaring.getClassLoader();
        return loader != EndpointConfigurator.class.getClassLoader()
                && Providers.classes(ServerEndpointConfig.Configurator.class, loader)
                        .contains(declaring);
    }

    /** {@return the class of the default that the API finds itself, or {@code null}} */
    private static Class<?> defaultOfApi() {
        try {
            // It searches by the context class loader of the thread.
            return new ContextClassLoader(ServerEndpointConfig.class.getClassLoader())
                    .run(new ServerEndpointConfig.Configurator()::getContainerDefaultConfigurator)
                    .getClass();
        } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
            // There is no implementation in the class loader of the API.
            return null;
        }
    }

    /**
     * Makes the configurator find the API's default now, and keep it. Otherwise it would do so when one of its methods
     * first calls the overridden method. The context class loader of that thread may not see Hawser, or may see another
     * implementation that does not work here.
     *
     * @return this
     * @throws IllegalStateException if its {@code checkOrigin} would ask the default of another implementation
     * @throws RuntimeException any exception of the configurator
     */
    public EndpointConfigurator adopt() {
        SharedDefault.settle();
        ServerEndpointConfig.Configurator own = configurator.get();
        try {
            ServerEndpointConfig.Configurator reached = SharedDefault.asking(
                    DEFAULT,
                    () -> new ContextClassLoader(new HawserInSight()).run(own::getContainerDefaultConfigurator));
            if (!SharedDefault.isHawsers(reached) && hasPlatformsDefault(own)) {
                refuseToAskStranger(own, reached);
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            LOG.log(
                    Level.WARNING,
                    "the API finds no default for the configurator "
                            + own.getClass().getName() + ", so its methods cannot call super: " + e);
        }
        answers();
        return this;
    }

    private static boolean hasPlatformsDefault(ServerEndpointConfig.Configurator own) {
        return Overrides.author(own.getClass(), "getContainerDefaultConfigurator")
                == ServerEndpointConfig.Configurator.class;
    }

    /**
     * Throws an exception if {@code checkOrigin} calls the default of another implementation. That default accepts
     * every origin, and is not the default that the application expects.
     */
    private static void refuseToAskStranger(
            ServerEndpointConfig.Configurator own, ServerEndpointConfig.Configurator reached) {
        Class<?> type = Overrides.answering(own).orElse(own.getClass());
        if (Overrides.callsInherited(
                type, ServerEndpointConfig.Configurator.class, "checkOrigin", boolean.class, String.class)) {
            throw new IllegalStateException("super.checkOrigin in " + type.getName() + " calls "
                    + (reached == null ? "no default" : reached.getClass().getName())
                    + " here, not Hawser. Do not call super in checkOrigin, or do not override checkOrigin and name"
                    + " the origins in the setting allowedOrigins");
        }
    }

    /** {@return whether the configurator makes the endpoint instances, not the platform} */
    public boolean makesInstances() {
        return answers.instances();
    }

    /** {@return whether the configurator overrides {@code modifyHandshake}} */
    public boolean modifiesHandshake() {
        return answers().modification();
    }

    /**
     * Calls {@code checkOrigin}.
     *
     * @param policy the policy of the default
     * @param handshake the opening handshake
     * @param secure whether it came over TLS
     * @return whether the handshake may go on
     */
    public boolean checksOrigin(OriginPolicy policy, ServerHandshake handshake, boolean secure) {
        if (!answers().origin()) {
            return policy.allows(handshake, secure); // as the default does, which would have to find them
        }
        ServerEndpointConfig.Configurator asked = configurator.get();
        return SharedDefault.asking(DEFAULT, () -> DefaultConfigurator.checksOrigin(asked, policy, handshake, secure));
    }

    /**
     * Calls {@code getNegotiatedSubprotocol}.
     *
     * @param supported the subprotocols of the endpoint
     * @param requested the subprotocols of the client
     * @return the subprotocol, or the empty string if there is none
     */
    public String subprotocol(List<String> supported, List<String> requested) {
        ServerEndpointConfig.Configurator asked = answering(answers().subprotocol());
        String chosen = SharedDefault.asking(DEFAULT, () -> asked.getNegotiatedSubprotocol(supported, requested));
        return chosen == null ? "" : chosen;
    }

    /**
     * Calls {@code getNegotiatedExtensions}.
     *
     * @param installed the extensions that can be used
     * @param requested the extensions of the client
     * @return the chosen extensions
     */
    public List<Extension> extensions(List<Extension> installed, List<Extension> requested) {
        ServerEndpointConfig.Configurator asked = answering(answers().extensions());
        List<Extension> chosen =
                SharedDefault.asking(DEFAULT, () -> asked.getNegotiatedExtensions(installed, requested));
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
        ServerEndpointConfig.Configurator asked = configurator.get();
        SharedDefault.asking(DEFAULT, () -> {
            asked.modifyHandshake(config, request, response);
            return null;
        });
    }

    /**
     * {@return the instance of an endpoint class that {@code getEndpointInstance} returns} An object of any other class
     * is an error.
     */
    Object make(Class<?> endpointClass) throws InstantiationException {
        ServerEndpointConfig.Configurator asked = answering(answers().instances());
        Object instance = SharedDefault.asking(DEFAULT, () -> asked.getEndpointInstance(endpointClass));
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
