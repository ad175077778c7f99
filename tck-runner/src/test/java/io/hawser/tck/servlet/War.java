package io.hawser.tck.servlet;

import io.hawser.tck.suite.Libraries;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a web application that a test creates. */
public record War(Path directory) {

    /** Adds classes and their nested classes. */
    public War classes(Class<?>... types) throws IOException {
        for (Class<?> type : types) {
            Path folder = folder(type);
            Path target = Files.createDirectories(directory
                    .resolve("WEB-INF/classes")
                    .resolve(type.getPackageName().replace('.', '/')));
            for (Path file : files(folder, type.getSimpleName())) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return this;
    }

    private static Path folder(Class<?> type) {
        return root(type).resolve(type.getPackageName().replace('.', '/'));
    }

    private static Path root(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String fileName = file.getFileName().toString();
                        return fileName.equals(name + ".class") || fileName.startsWith(name + "$");
                    })
                    .toList();
        }
    }

    /** Adds the jar files of classes. Folders of classes become jar files. */
    public War jarsOf(Class<?>... types) throws IOException {
        List<Path> jars = Stream.of(types).map(War::root).distinct().toList();
        Libraries.of(jars, directory.resolve("WEB-INF/lib"));
        return this;
    }

    War libraries(Libraries jars) throws IOException {
        jars.addTo(directory);
        return this;
    }

    /** Adds a web.xml with these elements. */
    public War webXml(String elements) throws IOException {
        return file("WEB-INF/web.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                %s
                </web-app>
                """.formatted(elements));
    }

    public War file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }
}
