package io.hawser.servlet;

import io.hawser.endpoint.ContextClassLoader;
import io.hawser.endpoint.DefaultConfigurator;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ServiceConfigurationError;

/**
 * The platform's default configurator as Tomcat's own API has it: one for all applications of the server, found through
 * the first of them that asks, and kept in a static field. If that is Hawser's out of a web application, then others
 * are answered by a class that is none of theirs, and which cannot be unloaded.
 */
final class SharedDefault {

    private static final Logger LOG = System.getLogger(SharedDefault.class.getPackageName());

    private SharedDefault() {}

    /** Has the API forget a default that came out of a web application, and find the server's own. */
    static void forget() {
        Class<?> api = ServerEndpointConfig.Configurator.class;
        if (api.getClassLoader() != SharedDefault.class.getClassLoader() && forget(api)) {
            try {
                new ContextClassLoader(api.getClassLoader())
                        .run(new ServerEndpointConfig.Configurator()::getContainerDefaultConfigurator);
            } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
                LOG.log(Level.DEBUG, () -> "the server has no default configurator of its own: " + e);
            }
        }
    }

    /** {@return whether a class had such a default in a static field, and has it no more} */
    static boolean forget(Class<?> api) {
        boolean forgotten = false;
        for (Field field : api.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == ServerEndpointConfig.Configurator.class) {
                forgotten |= forget(field);
            }
        }
        return forgotten;
    }

    private static boolean forget(Field field) {
        try {
            field.setAccessible(true);
            Object found = field.get(null);
            // Of whichever application it is.
            if (found != null && found.getClass().getName().equals(DefaultConfigurator.class.getName())) {
                field.set(null, null);
                return true;
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.log(Level.DEBUG, () -> "the API keeps the default configurator of an application: " + e);
        }
        return false;
    }
}
