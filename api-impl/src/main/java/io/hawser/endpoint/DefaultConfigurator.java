package io.hawser.endpoint;

import io.hawser.handshake.OriginPolicy;
import io.hawser.handshake.ServerHandshake;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The platform default configurator (Jakarta WebSocket 2.2, section 3.1): what a server endpoint does that has no
 * configurator, or one that does not override a method. The API finds it through {@link java.util.ServiceLoader}. It
 * has no state and is safe for all threads.
 */
public final class DefaultConfigurator extends ServerEndpointConfig.Configurator {

    private static final ServerEndpointConfig.Configurator DEFAULT = new DefaultConfigurator();
    private static final ThreadLocal<BooleanSupplier> ORIGIN_CHECK = new ThreadLocal<>();

    /** Makes the configurator. */
    public DefaultConfigurator() {}

    /**
     * Tells who answers for a method of a configurator. What it does not override is inherited from the API, which in a
     * servlet container may ask that one's own implementation instead of Hawser.
     *
     * @param configurator the configurator of an endpoint
     * @param method the name of a method
     * @param parameters the types of its parameters
     * @return the configurator, or the platform default where the configurator does not override the method
     */
    public static ServerEndpointConfig.Configurator answering(
            ServerEndpointConfig.Configurator configurator, String method, Class<?>... parameters) {
        return overrides(configurator, method, parameters) ? configurator : DEFAULT;
    }

    /**
     * Tells whether a configurator does something in a method that the platform itself does not.
     *
     * @param configurator the configurator of an endpoint
     * @param method the name of a method
     * @param parameters the types of its parameters
     * @return whether it overrides the method
     */
    public static boolean overrides(
            ServerEndpointConfig.Configurator configurator, String method, Class<?>... parameters) {
        try {
            Class<?> declaring =
                    configurator.getClass().getMethod(method, parameters).getDeclaringClass();
            return declaring != ServerEndpointConfig.Configurator.class && declaring != DefaultConfigurator.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("configurators have no method " + method, e);
        }
    }

    /** {@return this configurator, which spares the API a search} */
    @Override
    public ServerEndpointConfig.Configurator getContainerDefaultConfigurator() {
        return this;
    }

    /**
     * Chooses the first subprotocol of the client that the server supports: the client's order counts, as the API's
     * documentation of this method has it, and as Tomcat does. Section 3.1.2 of the specification can be read so that
     * the server's order counts; where it matters, override this method.
     *
     * @param supported the subprotocols of the endpoint
     * @param requested the subprotocols of the client, its favourite first
     * @return the subprotocol, or the empty string where there is none in common
     */
    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return requested.stream().filter(supported::contains).findFirst().orElse("");
    }

    /**
     * Chooses all extensions of the client that are installed, by their names.
     *
     * @param installed the extensions that can be used
     * @param requested the extensions of the client with their parameters
     * @return those that can be used, as the client requested them and in its order
     */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        Set<String> names = installed.stream().map(Extension::getName).collect(Collectors.toSet());
        return requested.stream()
                .filter(extension -> names.contains(extension.getName()))
                .toList();
    }

    /**
     * Accepts what the setting {@code allowedOrigins} lists, pages of the host that is asked, and clients without an
     * origin, which are no browsers; others could use the endpoint on behalf of their visitors (RFC 6455, section
     * 10.2).
     *
     * @param originHeaderValue the origin, or {@code null} where there is none
     * @return whether it may go on; outside of a handshake whether there is no origin
     */
    @Override
    public boolean checkOrigin(String originHeaderValue) {
        BooleanSupplier check = ORIGIN_CHECK.get();
        return check == null ? originHeaderValue == null : check.getAsBoolean();
    }

    /**
     * Calls a configurator's {@code checkOrigin}. The method is told the origin alone, so that its default finds the
     * handshake and the policy by the thread.
     *
     * @param configurator the configurator of an endpoint
     * @param policy what the default goes by
     * @param handshake the opening handshake
     * @param secure whether it came over TLS
     * @return what the configurator answers
     */
    public static boolean checksOrigin(
            ServerEndpointConfig.Configurator configurator,
            OriginPolicy policy,
            ServerHandshake handshake,
            boolean secure) {
        ORIGIN_CHECK.set(() -> policy.allows(handshake, secure));
        try {
            return answering(configurator, "checkOrigin", String.class)
                    .checkOrigin(handshake.origin().orElse(null));
        } finally {
            ORIGIN_CHECK.remove();
        }
    }

    /**
     * Has a configurator look for the platform default now, and keep it. By itself it would do so in its first
     * handshake, and the API searches by the context class loader of the thread, which may be one that does not know of
     * Hawser.
     *
     * @param configurator the configurator of an endpoint
     */
    public static void adopt(ServerEndpointConfig.Configurator configurator) {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(DefaultConfigurator.class.getClassLoader());
        try {
            configurator.getContainerDefaultConfigurator();
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    /**
     * Leaves the handshake as it is.
     *
     * @param config the configuration of the endpoint
     * @param request the client's handshake
     * @param response the server's handshake
     */
    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {}

    /**
     * Makes a new instance: by an {@link InstanceSource} that knows the class, else by the public constructor without
     * arguments.
     *
     * @param endpointClass the class, which need not be public
     * @return a new instance
     * @throws InstantiationException where the class is abstract or has no such constructor, where Java's access rules
     *     forbid to use it, or where it throws; the message names the class
     */
    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
        return Instances.current().make(endpointClass);
    }

    /** {@return what a configurator makes for an endpoint class: nothing else may come of it} */
    static Object make(Class<?> endpointClass, ServerEndpointConfig.Configurator configurator)
            throws InstantiationException {
        Object instance =
                answering(configurator, "getEndpointInstance", Class.class).getEndpointInstance(endpointClass);
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
}
