package io.hawser.container;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.ServiceConfigurationError;
import java.util.Set;

/**
 * What an application wants deployed of that which was found in it (Jakarta WebSocket 2.2, section 6.2).
 *
 * @param annotated annotated classes
 * @param configs configurations of endpoints
 */
public record Selection(Set<Class<?>> annotated, Set<ServerEndpointConfig> configs) {

    /**
     * Asks each {@link ServerApplicationConfig} about its own archive; without any, all annotated classes are deployed.
     * Runs user code.
     *
     * @param archives what was found
     * @return the union of what they want
     * @throws DeploymentException where one of them cannot be asked
     */
    public static Selection of(Collection<Archive> archives) throws DeploymentException {
        Selection selection = new Selection(new LinkedHashSet<>(), new LinkedHashSet<>());
        boolean configured = archives.stream().anyMatch(Archive::hasConfig);
        for (Archive archive : archives) {
            if (!configured) {
                selection.annotated.addAll(archive.annotated());
            }
            for (Class<? extends ServerApplicationConfig> config : archive.configs()) {
                selection.ask(config, archive);
            }
        }
        return selection;
    }

    private void ask(Class<? extends ServerApplicationConfig> type, Archive archive) throws DeploymentException {
        try {
            Constructor<? extends ServerApplicationConfig> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            ServerApplicationConfig config = constructor.newInstance();
            add(annotated, config.getAnnotatedEndpointClasses(archive.annotated()));
            add(configs, config.getEndpointConfigs(archive.endpoints()));
        } catch (NoSuchMethodException e) {
            throw failed(type, "it has no constructor without arguments", e);
        } catch (InvocationTargetException e) {
            throw failed(type, "its constructor has thrown " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError | ServiceConfigurationError e) {
            throw failed(type, e.toString(), e);
        }
    }

    private static <T> void add(Set<T> all, Set<? extends T> some) {
        if (some != null) {
            all.addAll(some);
        }
    }

    private static DeploymentException failed(Class<?> type, String reason, Throwable cause) {
        return new DeploymentException(
                "The ServerApplicationConfig " + type.getName() + " cannot say what to deploy: " + reason, cause);
    }

    /** {@return whether nothing is wanted} */
    public boolean isEmpty() {
        return annotated.isEmpty() && configs.isEmpty();
    }

    /**
     * Deploys what is wanted.
     *
     * @param container where to
     * @throws DeploymentException where one of the endpoints cannot be deployed; the rest is not tried
     */
    public void deployTo(ServerContainer container) throws DeploymentException {
        for (Class<?> endpointClass : annotated) {
            container.addEndpoint(endpointClass);
        }
        for (ServerEndpointConfig config : configs) {
            container.addEndpoint(config);
        }
    }
}
