package io.hawser.tck.suite;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The jar files in {@code WEB-INF/lib} of every application. Folders of classes become jar files, once. */
public record Libraries(List<Path> jars) {

    /** Creates them in a directory. */
    public static Libraries of(List<Path> classPath, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (int i = 0; i < classPath.size(); i++) {
            Path part = classPath.get(i);
            if (Files.isDirectory(part)) {
                // .../container-servlet/target/classes
                pack(part, directory.resolve(part.getParent().getParent().getFileName() + ".jar"));
            } else {
                Files.copy(part, directory.resolve(part.getFileName()));
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            return new Libraries(files.sorted().toList());
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
            }
        }
    }

    void addTo(WebArchive war) {
        war.addAsLibraries(jars.stream().map(Path::toFile).toArray(File[]::new));
    }

    /** Copies them to a WAR. */
    public void addTo(Path war) throws IOException {
        Path libraries = Files.createDirectories(war.resolve("WEB-INF/lib"));
        for (Path jar : jars) {
            Files.copy(jar, libraries.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
