package io.hawser.benchmarks.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The directory of a web application.
 *
 * @param directory is made where it is not there
 */
record Application(Path directory) {

    /** Copies classes. */
    Application classes(Path classes, String folder) throws IOException {
        Path source = classes.resolve(folder);
        Path target =
                Files.createDirectories(directory.resolve("WEB-INF/classes").resolve(folder));
        for (Path file : files(source)) {
            Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        return this;
    }

    /** Adds a file. */
    Application file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** Adds jar files. Folders of classes become jar files. */
    Application libraries(List<Path> classPath) throws IOException {
        Path libraries = Files.createDirectories(directory.resolve("WEB-INF/lib"));
        for (Path part : classPath) {
            if (Files.isDirectory(part)) {
                // .../container-servlet/target/classes
                pack(part, libraries.resolve(part.getParent().getParent().getFileName() + ".jar"));
            } else {
                Files.copy(part, libraries.resolve(part.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return this;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : files(classes)) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
            }
        }
    }
}
