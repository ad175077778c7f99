package io.hawser.benchmarks.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Maven has built.
 *
 * @param root the folder of the repository
 */
record Build(Path root) {

    private static final String CLASSES = "target/classes";
    private static final String CLASS_PATH = "target/class-path.txt";

    /** {@return whether Maven has built this folder} */
    boolean has(String folder) {
        return Files.exists(root.resolve(folder).resolve(CLASS_PATH));
    }

    /** {@return the classes of this folder} */
    Path classes(String folder) {
        return root.resolve(folder).resolve(CLASSES);
    }

    /** {@return the classes of these folders and all that they need to run} */
    List<Path> classPath(String... folders) throws IOException {
        List<Path> parts = new ArrayList<>();
        for (String folder : folders) {
            Path file = root.resolve(folder).resolve(CLASS_PATH);
            if (!Files.exists(file)) {
                throw new IOException("Maven has not built " + folder + ": there is no " + CLASS_PATH);
            }
            parts.add(classes(folder));
            Stream.of(Files.readString(file).strip().split(File.pathSeparator, -1))
                    .filter(part -> !part.isEmpty())
                    .map(Path::of)
                    .forEach(parts::add);
        }
        return parts.stream().filter(Files::exists).distinct().toList();
    }
}
