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

    private Proof() {}

    /** {@return the evidence that an implementation other than the intended one was tested; empty if there is none} */
    static List<String> complaints(Target target, Path directory) throws IOException {
        List<String> complaints = new ArrayList<>();
        ServiceLoader.load(ContainerProvider.class).stream()
                .map(ServiceLoader.Provider::type)
                .filter(type -> type != StandaloneContainerProvider.class)
                .forEach(other -> complaints.add("the client may have been that of " + other.getName()));
        if (target.isServletContainer()) {
            Path classes = directory.resolve("classes.log");
            if (!isUsed(target.wantedSession(), classes)) {
                complaints.add("the server has made no " + target.wantedSession());
            }
            if (isUsed(target.unwantedSession(), classes)) {
                complaints.add("the server has made a " + target.unwantedSession());
            }
        }
        return complaints;
    }

    /** The first instance initializes a class. Loading alone does not. */
    private static boolean isUsed(String type, Path classes) throws IOException {
        if (Files.notExists(classes)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(classes)) {
            return lines.anyMatch(line -> line.contains("Initializing '" + type.replace('.', '/') + "'"));
        }
    }
}
