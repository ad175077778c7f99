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
 * The endpoints that an application chooses for deployment from those found in it (Jakarta WebSocket 2.2, section 6.2).
 *
 * @param annotated the annotated classes
 * @param configs the configurations of endpoints
 */
public record Selection(Set<Class<?>> annotated, Set<ServerEndpointConfig> configs) {

    /**
     * Asks each {@link ServerApplicationConfig} about its own archive. If there is none at all, selects all annotated
     * classes. Runs user code.
     *
     * @param archives the classes that were found
     * @return the union of their choices
     * @throws DeploymentException if one of them cannot be made or called
     */
    public static Selection of(Collection<Archive> archives) throws DeploymentException {
        Selection selection = new Selection(new LinkedHashSet<>(), new LinkedHashSet<>());
        boolean configured = false;
        for (Archive archive : archives) {
            configured |= archive.hasConfig();
        }
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
                "The ServerApplicationConfig " + type.getName() + " cannot select endpoints: " + reason, cause);
    }

    /** {@return whether nothing is selected} */
    public boolean isEmpty() {
        return annotated.isEmpty() && configs.isEmpty();
    }

    /**
     * Deploys the selected endpoints.
     *
     * @param container the container in which they are deployed
     * @throws DeploymentException if one of the endpoints cannot be deployed; the remaining ones are not tried
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
