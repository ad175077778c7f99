package io.hawser.tck.autobahn;

import io.hawser.standalone.HawserServer;
import io.hawser.tck.Child;
import io.hawser.tck.idle.UndertowsOwn;
import io.hawser.tck.servlet.War;
import io.hawser.tck.suite.Libraries;
import io.hawser.tck.suite.ServerProcess;
import io.hawser.tck.suite.Target;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * The implementation whose server and client are tested.
 *
 * @param name {@code hawser}; {@code hawser-in-tomcat} and the like; or, for comparison, {@code tomcat}, {@code jetty},
 *     {@code undertow} and {@code tyrus}
 */
record Peer(String name) {

    private static final String HAWSER = "hawser";
    private static final String HAWSER_IN = "hawser-in-";
    private static final String TYRUS = "tyrus";
    private static final Set<String> WITH_CLIENT = Set.of(HAWSER, "tomcat", TYRUS);

    /** A server that echoes at {@link #uri}. */
    interface Server extends AutoCloseable {
        URI uri();

        @Override
        void close();
    }

    private record Started(URI uri, Runnable end) implements Server {
        @Override
        public void close() {
            end.run();
        }
    }

    /** {@return the peer that the system property {@code autobahn.peer} names} */
    static Peer ofThisRun() {
        return new Peer(System.getProperty("autobahn.peer", HAWSER));
    }

    /** Starts its server. A log, if any, is written to the folder. */
    Server start(Path folder) throws IOException, DeploymentException {
        return switch (name) {
            case HAWSER -> hawser();
            case TYRUS -> tyrus(folder);
            default -> inContainer(folder);
        };
    }

    private static Server hawser() throws IOException, DeploymentException {
        HawserServer server =
                HawserServer.builder().host("127.0.0.1").addEndpoint(Echo.class).start();
        return new Started(server.uri().resolve("echo"), server::close);
    }

    private static Server tyrus(Path folder) throws IOException {
        Child process = Child.start(
                folder,
                Fuzzer.java(Target.classPath(TYRUS), TyrusServer.class.getName()),
                folder.resolve("server.log"));
        return new Started(URI.create(process.nextLine()), process::close);
    }

    private Server inContainer(Path folder) throws IOException {
        Target target = Target.valueOf(name.replace(HAWSER_IN, "").toUpperCase(Locale.ROOT));
        War war = new War(Files.createTempDirectory(folder, "war")).classes(Echo.class);
        if (name.startsWith(HAWSER_IN)) {
            Libraries.of(Target.classPath("application"), war.directory().resolve("WEB-INF/lib"));
        } else if (target == Target.UNDERTOW) {
            war.classes(UndertowsOwn.class)
                    .file(
                            "WEB-INF/classes/META-INF/services/io.undertow.servlet.ServletExtension",
                            UndertowsOwn.class.getName());
        }
        ServerProcess server = ServerProcess.start(target, folder, List.of());
        server.deploy("/autobahn", war.directory()).ifPresent(refusal -> {
            throw new IllegalStateException(name + " refuses the application: " + refusal);
        });
        return new Started(
                URI.create("ws://127.0.0.1:" + server.address().getPort() + "/autobahn/echo"), server::close);
    }

    boolean hasClient() {
        return WITH_CLIENT.contains(name);
    }

    /** Runs all cases with its client. */
    void runClient(Path folder, URI fuzzingServer)
            throws IOException, InterruptedException, DeploymentException, ExecutionException {
        if (name.equals(HAWSER)) {
            ClientCases.run(fuzzingServer, name);
            return;
        }
        List<String> command =
                Fuzzer.java(Target.classPath(name), ClientCases.class.getName(), fuzzingServer.toString(), name);
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("client.log").toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("the client of " + name + " has ended with status " + status);
        }
    }
}
