package io.hawser.tck.suite;

import io.hawser.tck.Child;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A servlet container in a JVM of its own, which obeys {@code io.hawser.examples.server.Console}. */
final class ServerProcess implements AutoCloseable {

    private static final String READY = "ready ";
    private static final String FAILED = "failed ";
    /** Applications that swallow the exception print it. */
    private static final Pattern REFUSAL = Pattern.compile("jakarta\\.websocket\\.DeploymentException: (.*)");

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

    /** Leaves {@code server.log} and {@code classes.log}, which names all classes that the JVM has loaded. */
    static ServerProcess start(Target target, Path directory) throws IOException {
        Path log = directory.resolve("server.log");
        String classPath =
                target.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return new ServerProcess(
                Child.start(
                        directory,
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                // All in one file, however long.
                                "-Xlog:class+load=info:file=classes.log::filecount=0",
                                "-cp",
                                classPath,
                                "io.hawser.examples.server.Console",
                                target.serverClass(),
                                "0"),
                        log),
                log);
    }

    URI address() {
        return address;
    }

    /** {@return why the server has refused the application; empty if it has not} */
    Optional<String> deploy(String contextPath, Path war) {
        child.write("deploy " + contextPath + " " + war);
        String answer = child.nextLine();
        return answer.startsWith(FAILED) ? Optional.of(answer.substring(FAILED.length())) : Optional.empty();
    }

    long logLength() throws IOException {
        return Files.size(log);
    }

    /** {@return why an endpoint was refused, as the log says from this position on; empty if it does not} */
    Optional<String> refusalInLog(long from) throws IOException {
        byte[] all = Files.readAllBytes(log);
        String text = new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
        return REFUSAL.matcher(text).results().map(found -> found.group(1)).findFirst();
    }

    void undeploy(String contextPath) {
        child.write("undeploy " + contextPath);
        String answer = child.nextLine();
        if (answer.startsWith(FAILED)) {
            throw new IllegalStateException(contextPath + " cannot be undeployed: " + answer);
        }
    }

    @Override
    public void close() {
        child.write("stop");
        child.nextLine();
        child.close();
    }
}
