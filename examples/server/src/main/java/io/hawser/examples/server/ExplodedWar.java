package io.hawser.examples.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The directory of an application.
 *
 * @param directory where its files are
 * @param isTemporary whether they are deleted when this is closed
 */
public record ExplodedWar(Path directory, boolean isTemporary) implements AutoCloseable {

    /**
     * Unpacks an application, unless it is a directory.
     *
     * @param war a WAR file or a directory like one
     * @return the directory
     * @throws IOException where it cannot be read or unpacked
     */
    public static ExplodedWar of(Path war) throws IOException {
        if (Files.isDirectory(war)) {
            return new ExplodedWar(war.toRealPath(), false);
        }
        ExplodedWar exploded =
                new ExplodedWar(Files.createTempDirectory("hawser-war-").toRealPath(), true);
        try (InputStream file = Files.newInputStream(war)) {
            exploded.unpack(file);
            return exploded;
        } catch (IOException e) {
            exploded.close();
            throw e;
        }
    }

    private void unpack(InputStream file) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException("the archive has an entry outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
    }

    @Override
    public void close() {
        if (isTemporary) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + directory, e);
            }
        }
    }
}
