package io.hawser.standalone.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An application as a directory: one that existed before, or a temporary one into which a WAR file was unpacked. */
public final class War implements AutoCloseable {

    private final Path directory;
    private final boolean temporary;

    private War(Path directory, boolean temporary) {
        this.directory = directory;
        this.temporary = temporary;
    }

    /**
     * Opens an application.
     *
     * @param war a WAR file, or a directory with the content of a WAR file
     * @return the application, which the caller closes
     * @throws IOException if there is no such file, or it is no archive
     */
    public static War open(Path war) throws IOException {
        if (Files.isDirectory(war)) {
            return new War(war.toRealPath(), false);
        }
        if (!Files.isRegularFile(war)) {
            throw new IOException("there is no WAR file or directory " + war.toAbsolutePath());
        }
        // The process id identifies the directories that a killed process has left behind.
        String prefix = "hawser-war-" + ProcessHandle.current().pid() + "-";
        War unpacked = new War(Files.createTempDirectory(prefix).toRealPath(), true);
        try (ZipFile zip = new ZipFile(war.toFile())) {
            unpacked.unpack(zip);
        } catch (IOException | InvalidPathException e) {
            unpacked.close();
            throw new IOException(
                    "the WAR file " + war.toAbsolutePath() + " cannot be read: " + e.getMessage(), e.getCause());
        }
        return unpacked;
    }

    private void unpack(ZipFile zip) throws IOException {
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            Path file = directory.resolve(entry.getName()).normalize();
            if (!file.startsWith(directory)) {
                throw new IOException("its entry \"" + entry.getName() + "\" leads out of it");
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
            } else {
                Files.createDirectories(file.getParent());
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, file);
                }
                Files.setLastModifiedTime(file, entry.getLastModifiedTime());
            }
        }
    }

    /** {@return the directory of the files} */
    public Path directory() {
        return directory;
    }

    /**
     * Tests whether a file is private to the application.
     *
     * @param path a path below {@link #directory()}
     * @return whether it must not be served
     */
    public static boolean isPrivate(Path path) {
        String first = path.getName(0).toString().toUpperCase(Locale.ROOT);
        return first.equals("WEB-INF") || first.equals("META-INF");
    }

    /**
     * Lists the class path of the application.
     *
     * @return {@code WEB-INF/classes} and the JAR files of {@code WEB-INF/lib}, sorted by name, if they exist
     * @throws IOException if the directory cannot be read
     */
    public List<Path> classPath() throws IOException {
        List<Path> classPath = new ArrayList<>();
        Path classes = directory.resolve("WEB-INF/classes");
        if (Files.isDirectory(classes)) {
            classPath.add(classes);
        }
        Path lib = directory.resolve("WEB-INF/lib");
        if (Files.isDirectory(lib)) {
            try (Stream<Path> files = Files.list(lib)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(classPath::add);
            }
        }
        return classPath;
    }

    /**
     * Creates a class loader for the application.
     *
     * @param contextPath the application's context path
     * @param parent the class loader that has the APIs and the engine
     * @return the class loader, which the caller closes
     * @throws IOException if the directory cannot be read
     */
    public WarClassLoader classLoader(String contextPath, ClassLoader parent) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path element : classPath()) {
            urls.add(url(element));
        }
        return new WarClassLoader(contextPath, urls, parent);
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    /** Deletes the files that were unpacked. */
    @Override
    public void close() throws IOException {
        if (!temporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(War::delete);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
