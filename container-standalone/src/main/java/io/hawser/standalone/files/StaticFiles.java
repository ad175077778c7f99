package io.hawser.standalone.files;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A source of static files. */
@FunctionalInterface
public interface StaticFiles {

    /** A source without files. */
    StaticFiles NONE = path -> Optional.empty();

    /**
     * Looks for a file. May block.
     *
     * @param path names, separated by single slashes; none is empty or begins with a dot
     * @return the file, if there is one
     * @throws IOException if it cannot be read
     */
    Optional<StaticFile> find(String path) throws IOException;

    /**
     * Returns the files below a directory, except for links that lead out of it.
     *
     * @param directory the directory
     * @return the files
     * @throws IOException if the directory cannot be read
     */
    static StaticFiles below(Path directory) throws IOException {
        return below(directory, path -> true);
    }

    /**
     * Returns some of the files below a directory.
     *
     * @param directory the directory
     * @param served tests whether a path, relative to the directory, is served
     * @return the files
     * @throws IOException if the directory cannot be read
     */
    static StaticFiles below(Path directory, Predicate<Path> served) throws IOException {
        Path root = directory.toRealPath();
        return path -> {
            Path file = root.resolve(path);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Path real = file.toRealPath();
            if (!real.startsWith(root)) {
                return Optional.empty();
            }
            // This tests the real path, since file systems have other names for a file, and links may lead to hidden
            // files.
            Path below = root.relativize(real);
            return isHidden(below) || !served.test(below) ? Optional.empty() : StaticFile.of(real);
        };
    }

    /** {@return whether a name within a path begins with a dot} */
    private static boolean isHidden(Path path) {
        for (Path name : path) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the resources below a folder of the class path or of a module.
     *
     * @param resources finds a resource by its name
     * @param folder the name of the folder
     * @return the files
     */
    static StaticFiles below(Function<String, URL> resources, String folder) {
        String prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
        return path -> {
            URL url = resources.apply(prefix + path);
            return url == null ? Optional.empty() : StaticFile.of(url);
        };
    }
}
