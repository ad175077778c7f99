package io.hawser.container;

import io.hawser.log.Log;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger.Level;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The classes that were found in one directory or JAR file. Annotated classes that cannot be endpoints are left out:
 * classes that are not public, that are abstract, or that only inherit the annotation (Jakarta WebSocket 2.2, section
 * 4.8).
 */
public final class Archive {

    private static final Log LOG = Log.of(Archive.class);

    private final Set<Class<? extends ServerApplicationConfig>> configs = new LinkedHashSet<>();
    private final Set<Class<?>> annotated = new LinkedHashSet<>();
    private final Set<Class<? extends Endpoint>> endpoints = new LinkedHashSet<>();

    /** Makes an empty archive, for a caller that finds classes one by one. */
    public Archive() {}

    /**
     * Makes an archive of loaded classes.
     *
     * @param classes the classes in the archive
     * @return the archive
     */
    public static Archive of(Collection<Class<?>> classes) {
        Archive archive = new Archive();
        for (Class<?> type : classes) {
            archive.addConfig(type);
            archive.addAnnotated(type);
            archive.addEndpoint(type);
        }
        return archive;
    }

    /**
     * Makes an archive of classes that are loaded by this method.
     *
     * @param names the names of the classes
     * @param loader loads the classes
     * @return the archive
     * @throws DeploymentException if a class cannot be loaded
     */
    public static Archive ofNames(Collection<String> names, ClassLoader loader) throws DeploymentException {
        Archive archive = new Archive();
        for (String name : names) {
            Class<?> type;
            try {
                type = Class.forName(name, false, loader);
            } catch (ClassNotFoundException | LinkageError e) {
                throw new DeploymentException("The endpoint class " + name + " cannot be loaded: " + e, e.getCause());
            }
            archive.addConfig(type);
            if (!archive.configs.contains(type)) {
                archive.annotated.add(type);
            }
        }
        return archive;
    }

    /**
     * Adds a class if it is a {@link ServerApplicationConfig} and not abstract.
     *
     * @param type the class
     */
    public void addConfig(Class<?> type) {
        if (ServerApplicationConfig.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
            configs.add(type.asSubclass(ServerApplicationConfig.class));
        }
    }

    /**
     * Adds a class if it is an annotated endpoint.
     *
     * @param type the class
     */
    public void addAnnotated(Class<?> type) {
        if (type.getDeclaredAnnotation(ServerEndpoint.class) == null) {
            return;
        }
        if (isPublicAndConcrete(type)) {
            annotated.add(type);
        } else {
            warnOfSkipped(type.getName(), Modifier.isAbstract(type.getModifiers()), type.isMemberClass());
        }
    }

    /**
     * Logs a warning for an annotated class that is not deployed. For a caller that does not load the class.
     *
     * @param name its name
     * @param isAbstract whether the reason is that it is abstract; otherwise it is not public
     * @param nested whether it is declared in another class
     */
    public static void warnOfSkipped(String name, boolean isAbstract, boolean nested) {
        String reason = isAbstract
                ? "it is abstract"
                : "it is not public: declare it \"public " + (nested ? "static class\"" : "class\"");
        LOG.log(Level.WARNING, "The class " + name + " has @ServerEndpoint, and is not deployed, since " + reason);
    }

    /**
     * Adds a class if it is an {@link Endpoint}. The {@link ServerApplicationConfig}s are asked about it.
     *
     * @param type the class
     */
    public void addEndpoint(Class<?> type) {
        if (Endpoint.class.isAssignableFrom(type) && isPublicAndConcrete(type)) {
            endpoints.add(type.asSubclass(Endpoint.class));
        }
    }

    // The class file of a nested class does not tell its access; the loaded class does.
    private static boolean isPublicAndConcrete(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers());
    }

    /**
     * {@return whether there is a {@link ServerApplicationConfig}} If so, only the endpoints that it returns are
     * deployed.
     */
    public boolean hasConfig() {
        return !configs.isEmpty();
    }

    /** {@return the classes that choose the endpoints; a copy, which belongs to the caller} */
    public Set<Class<? extends ServerApplicationConfig>> configs() {
        return new LinkedHashSet<>(configs);
    }

    /** {@return the annotated endpoints; a copy, which belongs to the caller} */
    public Set<Class<?>> annotated() {
        return new LinkedHashSet<>(annotated);
    }

    /** {@return the programmatic endpoints; a copy, which belongs to the caller} */
    public Set<Class<? extends Endpoint>> endpoints() {
        return new LinkedHashSet<>(endpoints);
    }
}
