package io.hawser.tck.suite;

import io.hawser.tck.Child;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A servlet container in a separate JVM, controlled by {@code io.hawser.examples.server.Console}. */
public final class ServerProcess implements ApplicationServer {

    private static final String READY = "ready ";
    private static final String SECURE = "ok secure ";
    private static final String FAILED = "failed ";

    private final Child child;
    private final Path log;
    private final URI address;

    private ServerProcess(Child child, Path log) {
        this.child = child;
        this.log = log;
        String line = child.nextLine();
        if (!line.startsWith(READY)) {
            throw new IllegalStateException("the server says \"" + line + "\", rather than that it is ready: " + log);
        }
        this.address = URI.create(line.substring(READY.length()));
    }

    /** Starts a server that writes {@code server.log}. */
    public static ServerProcess start(Target target, Path directory, List<String> options) throws IOException {
        Path log = directory.resolve("server.log");
        String classPath =
                target.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return new ServerProcess(Child.start(directory, command(options, classPath, target.serverClass()), log), log);
    }

    private static List<String> command(List<String> options, String classPath, String serverClass) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, "io.hawser.examples.server.Console", serverClass, "0"));
        return command;
    }

    /** {@return the process id} */
    public long pid() {
        return child.pid();
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public Optional<String> deploy(String contextPath, Path war) {
        child.write("deploy " + contextPath + " " + war);
        String answer = child.nextLine();
        return answer.startsWith(FAILED) ? Optional.of(answer.substring(FAILED.length())) : Optional.empty();
    }

    /** Listens with TLS too; returns the port. */
    public int secure(Path keyStore, String password) {
        child.write("secure " + password + " " + keyStore);
        String answer = child.nextLine();
        if (!answer.startsWith(SECURE)) {
            throw new IllegalStateException("the server does not listen with TLS: " + answer);
        }
        return Integer.parseInt(answer.substring(SECURE.length()));
    }

    @Override
    public void undeploy(String contextPath) {
        child.write("undeploy " + contextPath);
        String answer = child.nextLine();
        if (answer.startsWith(FAILED)) {
            throw new IllegalStateException(contextPath + " cannot be undeployed: " + answer);
        }
    }

    /** {@return the memory that the JVM holds, in the format of {@code io.hawser.examples.server.Memory}} */
    public String memory() {
        child.write("memory");
        return child.nextLine();
    }

    @Override
    public String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        child.write("stop");
        child.nextLine();
        child.close();
    }
}
