package io.hawser.tck.ee;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files of a server, as Maven has brought them, below {@code target/ee}. */
final class Installation {

    private static final Path PARENT = Path.of("target", "ee").toAbsolutePath();

    private Installation() {}

    /** {@return the archive of a server} */
    static Path archive(String server) {
        String name = System.getProperty("ee." + server);
        if (name == null) {
            throw new IllegalStateException("the tests of Jakarta EE servers need the profile: mvn -Pee");
        }
        return PARENT.resolve("archives").resolve(name);
    }

    /** {@return the folder of a server whose archive is a ZIP file; unpacks it the first time} */
    static Path unpacked(String server) throws IOException {
        Path archive = archive(server);
        Path home =
                PARENT.resolve("homes").resolve(archive.getFileName().toString().replaceFirst("\\.zip$", ""));
        Path done = home.resolve("unpacked");
        if (!Files.exists(done)) {
            unpack(archive, home);
            Files.writeString(done, "");
        }
        return home;
    }

    private static void unpack(Path archive, Path home) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries());
            for (ZipEntry entry : entries) {
                Path file = home.resolve(entry.getName()).normalize();
                if (!file.startsWith(home)) {
                    throw new IOException(archive + " has a file outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
                // ZipFile does not tell which files may be run: the scripts and what they begin.
                if (file.getParent().endsWith("bin") && !file.toFile().setExecutable(true)) {
                    throw new IOException(file + " cannot be made executable");
                }
            }
        }
    }

    /** {@return the one folder in an archive, unpacked} Its name has the version. */
    static Path folder(String server) throws IOException {
        try (Stream<Path> folders = Files.list(unpacked(server))) {
            return folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    /** {@return a new folder for what one run of a server writes} */
    static Path runOf(String server) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(PARENT.resolve("runs")), server + "-");
    }

    /** {@return the environment of a server: its JDK, and further options of the JVM} */
    static Map<String, String> environment(boolean newer, List<String> options) {
        Map<String, String> environment =
                new HashMap<>(Map.of("JAVA_HOME", java(newer).toString()));
        if (!options.isEmpty()) {
            environment.put("JDK_JAVA_OPTIONS", options.stream().collect(Collectors.joining("\" \"", "\"", "\"")));
        }
        return environment;
    }

    /** {@return the JDK of this process, or the one of the property {@code ee.newer.java.home}} */
    static Path java(boolean newer) {
        return Path.of(newer ? System.getProperty("ee.newer.java.home") : System.getProperty("java.home"));
    }
}
