package io.hawser.examples.server;

import java.io.PrintStream;
import java.nio.file.Path;

/** Runs one web application in a server, for people. Ctrl-C stops it, and tells every visitor so. */
public final class OneApplication {

    private OneApplication() {}

    /**
     * Starts the server and keeps it running.
     *
     * @param arguments the name of a {@link ServletServer}, its port, and the application's WAR
     * @throws Exception where the server or the application cannot start
     */
    public static void main(String... arguments) throws Exception {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("usage: SERVER_CLASS PORT WAR");
        }
        PrintStream console = System.out;
        ServletServer server = Class.forName(arguments[0])
                .asSubclass(ServletServer.class)
                .getConstructor()
                .newInstance();
        int port = server.start(Integer.parseInt(arguments[1]));
        server.deploy("/", Path.of(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        console.println("The application is open at http://localhost:" + port + "/ (Ctrl-C to stop)");
        console.println("Log in as ann with the password ann, or as bob with bob");
        Thread.currentThread().join();
    }
}
