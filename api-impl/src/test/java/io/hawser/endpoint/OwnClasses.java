package io.hawser.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A class loader like that of an application. It loads some classes and their nested classes itself, and all other
 * classes from its parent.
 */
final class OwnClasses extends ClassLoader implements AutoCloseable {

    private final Set<String> own;

    OwnClasses(ClassLoader parent, Class<?>... own) {
        super(parent);
        this.own = Stream.of(own).map(Class::getName).collect(Collectors.toSet());
    }

    private boolean isOwn(String name) {
        return own.stream().anyMatch(type -> name.equals(type) || name.startsWith(type + "$"));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!isOwn(name)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
