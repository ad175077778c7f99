package io.hawser.endpoint;

import io.hawser.log.Log;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ServiceConfigurationError;

/**
 * The platform's default configurator in Tomcat's API. There is one for all applications of the server. It is found
 * through the first application that needs it, and kept in a static field. A configurator that calls an overridden
 * method would call Tomcat's default, which accepts every origin and knows no injection. And a default that was found
 * in one application would answer for the others, and keep the class loader of its application in memory. So the field
 * gets a {@link RelayedDefault}, once for the life of the server. An API that keeps a default for each configurator
 * needs none of this.
 */
public final class SharedDefault {

    private static final Log LOG = Log.of(SharedDefault.class);
    /** The name of the relay's class. It is in the package of the API, since the class can be defined only there. */
    private static final String RELAY =
            ServerEndpointConfig.class.getPackageName() + "." + RelayedDefault.class.getSimpleName();

    /**
     * The default that the relay calls on the calling thread. One for all Hawsers of a server; {@code null} without a
     * relay.
     */
    private static volatile ThreadLocal<ServerEndpointConfig.Configurator> asked;

    private SharedDefault() {}

    /** Makes the API call Hawser during a handshake of Hawser, and the server's own default otherwise. */
    public static void settle() {
        Class<?> api = ServerEndpointConfig.Configurator.class;
        if (asked == null) {
            settle(api, SharedDefault.class.getClassLoader());
        }
    }

    /**
     * Does the same for a class with such a field.
     *
     * @param own the class loader of this application's Hawser
     */
    static void settle(Class<?> api, ClassLoader own) {
        for (Field field : api.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == ServerEndpointConfig.Configurator.class) {
                // Applications may start at the same time.
                synchronized (api) {
                    settleOnly(field, own);
                }
                return;
            }
        }
    }

    private static void settleOnly(Field field, ClassLoader own) {
        try {
            field.setAccessible(true);
            settle(field, own);
        } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
            LOG.log(Level.DEBUG, () -> "configurators cannot call Hawser's default with super: " + e);
        }
    }

    private static void settle(Field field, ClassLoader own) throws ReflectiveOperationException, IOException {
        ClassLoader loader = field.getDeclaringClass().getClassLoader();
        Object found = field.get(null);
        if (isRelay(found)) {
            asked = threadLocal(found);
        } else if (loader == own) {
            // Neither of the two has precedence.
            if (!(found instanceof DefaultConfigurator)) {
                field.set(null, new DefaultConfigurator());
            }
        } else {
            if (found == null || isOfApplication(found, loader)) {
                field.set(null, null);
                findServers(loader);
            }
            ThreadLocal<ServerEndpointConfig.Configurator> threads = new ThreadLocal<>();
            field.set(null, relay(loader, (ServerEndpointConfig.Configurator) field.get(null), threads));
            asked = threads;
        }
    }

    /** {@return whether the default that a configurator has found is Hawser's, or calls it} */
    static boolean isHawsers(ServerEndpointConfig.Configurator found) {
        return found instanceof DefaultConfigurator || isRelay(found) && asked != null;
    }

    private static boolean isRelay(Object found) {
        return found != null && found.getClass().getName().equals(RELAY);
    }

    /**
     * {@return whether a default is that of a Hawser in an application} Compares by name, since it may be any
     * application.
     */
    private static boolean isOfApplication(Object found, ClassLoader server) {
        return found.getClass().getName().equals(DefaultConfigurator.class.getName())
                && found.getClass().getClassLoader() != server;
    }

    private static void findServers(ClassLoader server) {
        try {
            new ContextClassLoader(server)
                    .run(new ServerEndpointConfig.Configurator()::getContainerDefaultConfigurator);
        } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
            LOG.log(Level.DEBUG, () -> "the server itself has no default configurator: " + e);
        }
    }

    private static ServerEndpointConfig.Configurator relay(
            ClassLoader server,
            ServerEndpointConfig.Configurator servers,
            ThreadLocal<ServerEndpointConfig.Configurator> threads)
            throws ReflectiveOperationException, IOException {
        Constructor<?> constructor =
                relayClass(server).getDeclaredConstructor(ServerEndpointConfig.Configurator.class, ThreadLocal.class);
        constructor.setAccessible(true);
        return (ServerEndpointConfig.Configurator) constructor.newInstance(servers, threads);
    }

    private static Class<?> relayClass(ClassLoader server) throws IllegalAccessException, IOException {
        try {
            return Class.forName(RELAY, true, server);
        } catch (ClassNotFoundException e) {
            byte[] file = ConstantPool.of(RelayedDefault.class)
                    .renamed(RelayedDefault.class.getName().replace('.', '/'), RELAY.replace('.', '/'));
            return MethodHandles.privateLookupIn(ServerEndpointConfig.class, MethodHandles.lookup())
                    .defineClass(file);
        }
    }

    @SuppressWarnings("unchecked") // its declaration says so
    private static ThreadLocal<ServerEndpointConfig.Configurator> threadLocal(Object relay)
            throws ReflectiveOperationException {
        Field field = relay.getClass().getDeclaredField("asked");
        field.setAccessible(true);
        return (ThreadLocal<ServerEndpointConfig.Configurator>) field.get(relay);
    }

    /** Calls a configurator. If it calls an overridden method, the given default answers. */
    static <T, E extends Exception> T asking(
            ServerEndpointConfig.Configurator defaults, ContextClassLoader.Code<T, E> call) throws E {
        ThreadLocal<ServerEndpointConfig.Configurator> threads = asked;
        if (threads == null) {
            return call.run();
        }
        ServerEndpointConfig.Configurator before = threads.get();
        threads.set(defaults);
        try {
            return call.run();
        } finally {
            if (before == null) {
                threads.remove();
            } else {
                threads.set(before);
            }
        }
    }
}
