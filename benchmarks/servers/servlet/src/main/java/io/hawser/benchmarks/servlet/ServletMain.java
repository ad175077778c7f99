package io.hawser.benchmarks.servlet;

import io.hawser.benchmarks.service.Service;
import io.hawser.examples.server.ServletServer;
import java.nio.file.Path;

/**
 * Serves a web application with a servlet container. Whose WebSocket answers depends on the application's libraries.
 */
public final class ServletMain {

    private ServletMain() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments the name of a {@link ServletServer}, and the directory of the web application
     * @throws Exception where the server or the application does not start
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("usage: ServletMain SERVER_CLASS DIRECTORY");
        }
        Class<? extends ServletServer> type = Class.forName(arguments[0]).asSubclass(ServletServer.class);
        try (ServletServer server = type.getConstructor().newInstance()) {
            int port = server.start(0);
            server.deploy("/", Path.of(arguments[1]));
            Service.untilInputEnds(port);
        }
    }
}
