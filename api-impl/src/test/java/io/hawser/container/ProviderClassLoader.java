package io.hawser.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The class loader of an application that provides a service. It loads the provider itself, and all other classes from
 * its parent.
 */
public final class ProviderClassLoader extends URLClassLoader {

    private final Class<?> provider;

    public ProviderClassLoader(Path directory, Class<?> service, Class<?> provider) throws IOException {
        super(new URL[] {directory.toUri().toURL()}, ProviderClassLoader.class.getClassLoader());
        this.provider = provider;
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(service.getName()), provider.getName());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(provider.getName())) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null) {
            String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
            try (InputStream in = provider.getResourceAsStream(file)) {
                byte[] bytes = in.readAllBytes();
                loaded = defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return loaded;
    }
}
