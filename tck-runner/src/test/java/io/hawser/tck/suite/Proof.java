package io.hawser.tck.suite;

import io.hawser.standalone.StandaloneContainerProvider;
import jakarta.websocket.ContainerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Proves which implementations were tested, on both sides. */
final class Proof {

    /** The beginning of the names of the files with the classes. */
    private static final String LOG = "classes-";

    private Proof() {}

    /** {@return the evidence that an implementation other than the intended one was tested; empty if there is none} */
    static List<String> complaints(Target target, Path directory) throws IOException {
        List<String> complaints = new ArrayList<>();
        ServiceLoader.load(ContainerProvider.class).stream()
                .map(ServiceLoader.Provider::type)
                .filter(type -> type != StandaloneContainerProvider.class)
                .forEach(other -> complaints.add("the client may have been that of " + other.getName()));
        if (target.hasServlets()) {
            List<Path> classes = logs(directory);
            if (!isUsed(target.wantedSession(), classes)) {
                complaints.add("the server has made no " + target.wantedSession());
            }
            if (isUsed(target.unwantedSession(), classes)) {
                complaints.add("the server has made a " + target.unwantedSession());
            }
        }
        return complaints;
    }

    /**
     * {@return the options of a JVM that write down the classes that it has initialized} A server may have several
     * JVMs, such as those of its scripts. Deletes the files of earlier runs.
     */
    static List<String> logClasses(Path directory) throws IOException {
        for (Path old : logs(directory)) {
            Files.delete(old);
        }
        // All lines are in one file of any length.
        return List.of("-Xlog:class+init=info:file=" + directory.resolve(LOG) + "%p.log::filecount=0");
    }

    private static List<Path> logs(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(LOG))
                    .toList();
        }
    }

    /** The first instance initializes a class. Loading alone does not. */
    private static boolean isUsed(String type, List<Path> logs) throws IOException {
        for (Path log : logs) {
            try (Stream<String> lines = Files.lines(log)) {
                if (lines.anyMatch(line -> line.contains("Initializing '" + type.replace('.', '/') + "'"))) {
                    return true;
                }
            }
        }
        return false;
    }
}
