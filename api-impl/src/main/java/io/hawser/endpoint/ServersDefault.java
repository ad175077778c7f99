package io.hawser.endpoint;

import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * The default configurator of another implementation, which Hawser's hides from the API where both are in sight. It may
 * know an injection container that makes endpoints, and is asked for them where not Hawser serves.
 */
final class ServersDefault {

    private static final ThreadLocal<Boolean> ASKED = new ThreadLocal<>();

    private ServersDefault() {}

    /** What Hawser's own class loader can see: nothing here may outlive it, or know more than it. */
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
        // The other one may ask its default in turn.
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
