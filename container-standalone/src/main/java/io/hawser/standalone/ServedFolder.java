package io.hawser.standalone;

import io.hawser.standalone.files.StaticFiles;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;

/** Finds the folder of static files that the user has given to a builder. */
final class ServedFolder {

    private ServedFolder() {}

    /**
     * {@return the files of a directory}
     *
     * @throws IllegalArgumentException if there is none, or it cannot be read
     */
    static StaticFiles of(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("staticFiles: there is no directory " + directory.toAbsolutePath());
        }
        try {
            return StaticFiles.below(directory);
        } catch (IOException e) {
            throw new IllegalArgumentException("staticFiles: the directory cannot be read: " + e, e.getCause());
        }
    }

    /**
     * {@return the resources of a folder}
     *
     * @param resources finds a resource by its name
     * @param folder the name of the folder
     * @param finder the name of the finder in messages of exceptions
     * @throws IllegalArgumentException if there is none
     */
    static StaticFiles of(Function<String, URL> resources, String folder, String finder) {
        Objects.requireNonNull(folder, "folder");
        if (resources.apply(folder) == null && resources.apply(folder + "/index.html") == null) {
            throw new IllegalArgumentException("staticFiles: there is no folder \"" + folder + "\" for " + finder
                    + " (in a named module, it has to be open)");
        }
        return StaticFiles.below(resources, folder);
    }
}
