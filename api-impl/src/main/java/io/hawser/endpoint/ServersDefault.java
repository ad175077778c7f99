package io.hawser.endpoint;

import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * The default configurator of another implementation. Hawser's default hides it from the API if the API sees both. It
 * may know an injection container that makes endpoints, so it makes them outside of Hawser's handshakes.
 */
final class ServersDefault {

    private static final ThreadLocal<Boolean> ASKED = new ThreadLocal<>();

    private ServersDefault() {}

    /**
     * The defaults that Hawser's own class loader can see. Nothing here may live longer than this class loader, or see
     * more than it.
     */
    private static final class Found {

        private static final List<ServerEndpointConfig.Configurator> OTHERS = Providers.of(
                ServerEndpointConfig.Configurator.class,
                DefaultConfigurator.class.getClassLoader(),
                ServersDefault::makesInstances);
    }

    private static boolean makesInstances(Class<?> type) {
        try {
            // By name: there may be more than one Hawser.
            return !type.getName().equals(DefaultConfigurator.class.getName())
                    && type.getMethod("getEndpointInstance", Class.class).getDeclaringClass()
                            != ServerEndpointConfig.Configurator.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** {@return a new instance of an endpoint, as the other implementation makes it, or by its constructor} */
    static <T> T make(Class<T> endpointClass) throws InstantiationException {
        List<ServerEndpointConfig.Configurator> others = Found.OTHERS;
        // The other default may call this one again.
        if (others.isEmpty() || ASKED.get() != null) {
            return NoArgConstructor.of(endpointClass).newInstance();
        }
        ASKED.set(true);
        try {
            return others.get(0).getEndpointInstance(endpointClass);
        } finally {
            ASKED.remove();
        }
    }
}
