package io.hawser.standalone.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that can be sent.
 *
 * @param name the name of the file, whose ending determines the media type
 * @param size the size in bytes
 * @param modifiedMillis the time of the last change, in milliseconds since 1970
 * @param content opens the file
 */
record StaticFile(String name, long size, long modifiedMillis, Content content) {

    /** Opens a file. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /** {@return the file at a path, if it is one} */
    static Optional<StaticFile> of(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        return Optional.of(new StaticFile(
                path.getFileName().toString(),
                Files.size(path),
                Files.getLastModifiedTime(path).toMillis(),
                () -> Files.newInputStream(path)));
    }

    /** {@return the file at a URL of the class path, if it is one} */
    static Optional<StaticFile> of(URL url) throws IOException {
        if (url.getProtocol().equals("file")) {
            try {
                return of(Path.of(url.toURI()));
            } catch (URISyntaxException e) {
                throw new IOException("not a file: " + url, e);
            }
        }
        URLConnection connection = connect(url);
        // The connection was opened for the size and the time. If it were not closed, it would keep the archive open.
        connection.getInputStream().close();
        if (connection instanceof JarURLConnection jar && jar.getJarEntry().isDirectory()) {
            return Optional.empty();
        }
        return Optional.of(new StaticFile(
                url.getPath(),
                connection.getContentLengthLong(),
                connection.getLastModified(),
                () -> connect(url).getInputStream()));
    }

    private static URLConnection connect(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        // A cached connection keeps the archive open for ever.
        connection.setUseCaches(false);
        return connection;
    }
}
