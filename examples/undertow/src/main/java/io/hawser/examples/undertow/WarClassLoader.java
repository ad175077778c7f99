package io.hawser.examples.undertow;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks into the WAR first, and then into the server: but for classes of the JDK, and for the Jakarta APIs that the
 * server has, which have to be the same for both.
 */
final class WarClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private WarClassLoader(List<Path> places, ClassLoader server) throws MalformedURLException {
        super(urls(places), server);
    }

    static WarClassLoader of(Path war, ClassLoader server) throws IOException {
        return new WarClassLoader(places(war), server);
    }

    /** {@return {@code WEB-INF/classes} and the files of {@code WEB-INF/lib}, as far as they are there} */
    static List<Path> places(Path war) throws IOException {
        List<Path> places = new ArrayList<>();
        Path classes = war.resolve("WEB-INF/classes");
        if (Files.isDirectory(classes)) {
            places.add(classes);
        }
        Path libraries = war.resolve("WEB-INF/lib");
        if (Files.isDirectory(libraries)) {
            try (Stream<Path> files = Files.list(libraries)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(places::add);
            }
        }
        return places;
    }

    private static URL[] urls(List<Path> places) throws MalformedURLException {
        URL[] urls = new URL[places.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = places.get(i).toUri().toURL();
        }
        return urls;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return name.startsWith("jakarta.") ? super.loadClass(name, resolve) : ownFirst(name, resolve);
        }
    }

    private Class<?> ownFirst(String name, boolean resolve) throws ClassNotFoundException {
        try {
            return ClassLoader.getPlatformClassLoader().loadClass(name);
        } catch (ClassNotFoundException notOfTheJdk) {
            try {
                return findClass(name);
            } catch (ClassNotFoundException notOfTheWar) {
                return super.loadClass(name, resolve);
            }
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }

    /** As for {@link java.util.ServiceLoader}, the first of whose providers is often the only one that counts. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = Collections.list(findResources(name));
        all.addAll(Collections.list(getParent().getResources(name)));
        return Collections.enumeration(all);
    }
}
