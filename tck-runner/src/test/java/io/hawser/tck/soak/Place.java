package io.hawser.tck.soak;

import io.hawser.tck.Child;
import io.hawser.tck.servlet.Application;
import io.hawser.tck.servlet.Server;
import io.hawser.tck.servlet.War;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server with the endpoints of {@link io.hawser.tck.soak.app.SoakApp} and a file, in a separate JVM. */
abstract sealed class Place implements AutoCloseable {

    static final String CONTEXT = "/soak";
    /** The path of a file that is larger than the buffers of sockets. */
    static final String FILE = CONTEXT + "/large.txt";

    static final int FILE_SIZE = 16 << 20;

    private static final Path PARENT = Path.of("target", "soak").toAbsolutePath();
    private static final String PACKAGE = "io.hawser.tck.soak.app.";
    private static final List<String> CLASSES = List.of("SoakApp", "Ends", "Noting", "Echoes", "Reading", "Decoding");

    /** Starts Hawser's own server with these options of the JVM. */
    static Place standalone(String... options) throws IOException {
        return standalone(List.of(), options);
    }

    /** Starts Hawser's own server with a command before that of the JVM. */
    static Place standalone(List<String> before, String... options) throws IOException {
        Files.createDirectories(PARENT);
        Path folder = Files.createTempDirectory(PARENT, "standalone");
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                SoakServer.class.getName(),
                filled(new War(folder.resolve("war"))).directory().toString(),
                CONTEXT));
        Path log = folder.resolve("server.log");
        return new Standalone(Child.start(folder, command, log), log);
    }

    static Place deployedTo(Server server) throws IOException {
        return new Deployed(server, server.deploy(CONTEXT, filled(server.war())));
    }

    private static War filled(War war) throws IOException {
        try {
            for (String name : CLASSES) {
                war.classes(Class.forName(PACKAGE + name, false, Place.class.getClassLoader()));
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return war.file(FILE.substring(CONTEXT.length() + 1), "0123456789abcdef".repeat(FILE_SIZE / 16));
    }

    abstract int port();

    abstract Holding holding();

    /** {@return the log of the server} */
    abstract String log() throws IOException;

    @Override
    public abstract void close();

    URI uri(String path) {
        return URI.create("ws://127.0.0.1:" + port() + CONTEXT + path);
    }

    /** Hawser's own server. */
    private static final class Standalone extends Place {

        private final Child child;
        private final Path log;
        private final int port;

        Standalone(Child child, Path log) {
            this.child = child;
            this.log = log;
            this.port = Integer.parseInt(child.nextLine().substring("ready ".length()));
        }

        @Override
        int port() {
            return port;
        }

        @Override
        Holding holding() {
            child.write("memory");
            return Holding.of(child.nextLine(), child.pid());
        }

        @Override
        String log() throws IOException {
            return Files.readString(log);
        }

        @Override
        public void close() {
            child.close();
        }

        @Override
        public String toString() {
            return "standalone";
        }
    }

    /** A servlet container. */
    private static final class Deployed extends Place {

        private final Server server;
        private final Application application;
        private final int before;

        Deployed(Server server, Application application) throws IOException {
            this.server = server;
            this.application = application;
            this.before = server.log().length();
        }

        @Override
        int port() {
            return server.port();
        }

        @Override
        Holding holding() {
            return Holding.of(server.memory(), server.pid());
        }

        @Override
        String log() throws IOException {
            return server.log().substring(before);
        }

        @Override
        public void close() {
            application.close();
        }

        @Override
        public String toString() {
            return server.toString();
        }
    }
}
