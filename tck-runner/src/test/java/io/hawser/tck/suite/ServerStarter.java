package io.hawser.tck.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts the servers that are not in this package. It is found as a service. */
public interface ServerStarter {

    /**
     * Starts a server.
     *
     * @param server the kind of server
     * @param directory the folder for {@code server.log}
     * @param options options of its JVM
     */
    ApplicationServer start(Target server, Path directory, List<String> options) throws IOException;
}
