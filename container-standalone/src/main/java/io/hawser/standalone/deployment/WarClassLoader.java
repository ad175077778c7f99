package io.hawser.standalone.deployment;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The class loader of one application. The application's classes come first, except for the classes of the JDK and of
 * the engine, and the APIs whose types are used by both the application and the container.
 */
public final class WarClassLoader extends URLClassLoader {

    private static final String ROOT = "io.hawser.";

    /** The packages that come from the parent, if the parent has them. */
    private static final List<String> SHARED = List.of(
            "jakarta.websocket.",
            "jakarta.inject.",
            "jakarta.enterprise.",
            "jakarta.interceptor.",
            "jakarta.decorator.",
            "jakarta.annotation.",
            "io.hawser.protocol.",
            "io.hawser.handshake.",
            "io.hawser.endpoint.",
            "io.hawser.session.",
            "io.hawser.transport.",
            "io.hawser.container.",
            "io.hawser.standalone.");

    private final String contextPath;

    static {
        registerAsParallelCapable();
    }

    /**
     * Creates a class loader.
     *
     * @param contextPath the context path of the application, for readers of a heap dump or a log
     * @param classPath directories and JAR files
     * @param parent the class loader that has the APIs and the engine
     */
    public WarClassLoader(String contextPath, List<URL> classPath, ClassLoader parent) {
        super("application " + contextPath, classPath.toArray(URL[]::new), parent);
        this.contextPath = contextPath;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = find(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        try {
            if (isShared(name)) {
                return getParent().loadClass(name);
            }
            Class<?> found = getPlatformClassLoader().loadClass(name);
            if (isOfJdk(found)) {
                return found;
            }
        } catch (ClassNotFoundException e) {
            // In this case the class may belong to the application.
        }
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return getParent().loadClass(name);
        }
    }

    /** The platform class loader also knows the modules of the class loader below it. */
    private static boolean isOfJdk(Class<?> type) {
        return type.getClassLoader() == null || type.getClassLoader() == getPlatformClassLoader();
    }

    private static boolean isShared(String name) {
        return isOfRootPackage(name) || SHARED.stream().anyMatch(name::startsWith);
    }

    /** Tests for the package with the engine's public classes. Packages below it may belong to an application. */
    private static boolean isOfRootPackage(String name) {
        return name.startsWith(ROOT) && name.indexOf('.', ROOT.length()) < 0;
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? getParent().getResource(name) : own;
    }

    /** A service of the application comes before the same service of the container. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Set<String> known = new HashSet<>();
        List<URL> found = new ArrayList<>();
        for (Enumeration<URL> urls : List.of(findResources(name), getParent().getResources(name))) {
            for (URL url : Collections.list(urls)) {
                if (known.add(url.toExternalForm())) {
                    found.add(url);
                }
            }
        }
        return Collections.enumeration(found);
    }

    /**
     * Closes the JAR files. This includes those that a URL of a resource has opened, which the JDK would keep open for
     * ever.
     */
    @Override
    public void close() throws IOException {
        super.close();
        for (URL url : getURLs()) {
            if (url.getPath().endsWith(".jar")) {
                URL root = new URL("jar:" + url + "!/");
                ((JarURLConnection) root.openConnection()).getJarFile().close();
            }
        }
    }

    /** {@return the name of the application} */
    @Override
    public String toString() {
        return "the class loader of the application at " + contextPath;
    }
}
