package io.hawser.standalone;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Where static files are looked for. */
@FunctionalInterface
interface StaticFiles {

    /** No files at all. */
    StaticFiles NONE = path -> Optional.empty();

    /**
     * Looks for a file. May block.
     *
     * @param path names, separated by single slashes, none of them empty or beginning with a dot
     * @return the file, if there is one
     * @throws IOException where it cannot be read
     */
    Optional<StaticFile> find(String path) throws IOException;

    /** {@return the files below a directory; a link that leads out of it is none} */
    static StaticFiles below(Path directory) throws IOException {
        return below(directory, path -> true);
    }

    /**
     * {@return the files below a directory, but for some}
     *
     * @param directory the directory
     * @param served says of a path relative to the directory whether the file is served
     */
    static StaticFiles below(Path directory, Predicate<Path> served) throws IOException {
        Path root = directory.toRealPath();
        return path -> {
            Path file = root.resolve(path);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Path real = file.toRealPath();
            // The real path: file systems have other names for the same file.
            boolean found = real.startsWith(root) && served.test(root.relativize(real));
            return found ? StaticFile.of(real) : Optional.empty();
        };
    }

    /**
     * {@return the files below a folder of the class path or of a module}
     *
     * @param resources finds a resource by its name
     * @param folder the folder's name
     */
    static StaticFiles below(Function<String, URL> resources, String folder) {
        String prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
        return path -> {
            URL url = resources.apply(prefix + path);
            return url == null ? Optional.empty() : StaticFile.of(url);
        };
    }
}
