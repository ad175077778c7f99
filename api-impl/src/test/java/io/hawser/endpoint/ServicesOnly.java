package io.hawser.endpoint;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;

/** A class loader that sees the classes of its parent, and only the services that a test names. */
public final class ServicesOnly extends URLClassLoader {

    public ServicesOnly(Path directory, Class<?> service, String... providers) throws IOException {
        super(new URL[] {directory.toUri().toURL()}, ServicesOnly.class.getClassLoader());
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.write(services.resolve(service.getName()), List.of(providers));
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.startsWith("META-INF/services/") ? findResources(name) : super.getResources(name);
    }
}
