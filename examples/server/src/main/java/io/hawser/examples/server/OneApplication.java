package io.hawser.examples.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs one web application in a server, for people. Ctrl-C stops it, and tells every visitor so. */
public final class OneApplication {

    /** Levels last as long as somebody holds their loggers. */
    private static final List<Logger> LOGGERS = List.of(Logger.getLogger(""), Logger.getLogger("io.hawser"));

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
        logWhatMatters();
        ServletServer server = Class.forName(arguments[0])
                .asSubclass(ServletServer.class)
                .getConstructor()
                .newInstance();
        int wanted = Integer.parseInt(arguments[1]);
        if (!isFree(wanted)) {
            System.err.println("Another program listens on port " + wanted + ": choose a port with -Dport=8081");
            System.exit(1);
        }
        int port = server.start(wanted);
        server.deploy("/", Path.of(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("The application is open at http://localhost:" + port + "/ (Ctrl-C to stop)");
        System.out.println("Log in as ann with the password ann, or as bob with bob");
        Thread.currentThread().join();
    }

    /** Servers have their own words for it, on many lines. */
    static boolean isFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress("localhost", port));
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    /** Warnings, and that Hawser serves the endpoints: what servers and CDI tell of their start is not for visitors. */
    private static void logWhatMatters() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s: %5$s%6$s%n");
        // Jetty logs by itself, and warns of each HTTP session that it put away before the application had ended.
        System.setProperty("org.eclipse.jetty.LEVEL", "WARN");
        System.setProperty("org.eclipse.jetty.session.LEVEL", "ERROR");
        LOGGERS.get(0).setLevel(Level.WARNING);
        LOGGERS.get(1).setLevel(Level.INFO);
    }
}
