package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.spec.Certificate;
import io.hawser.tck.suite.Libraries;
import io.hawser.tck.suite.ServerProcess;
import io.hawser.tck.suite.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One servlet container in a separate JVM. */
public final class Server implements AutoCloseable {

    private static final Path PARENT = Path.of("target", "servlet").toAbsolutePath();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** The jar files of this run, by the module whose class path they form. */
    private static final Map<String, Libraries> LIBRARIES = new ConcurrentHashMap<>();

    private final Target target;
    private final Path directory;
    private final ServerProcess process;
    private Secure secure;

    /** Its port with TLS, and a client that trusts only its certificate. */
    record Secure(int port, HttpClient client) {}

    private Server(Target target, Path directory, ServerProcess process) {
        this.target = target;
        this.directory = directory;
        this.process = process;
    }

    static Server start(Target target) {
        return start(target, List.of());
    }

    static Server start(Target target, List<String> options) {
        try {
            Files.createDirectories(PARENT);
            Path directory = Files.createTempDirectory(PARENT, target.label());
            return new Server(target, directory, ServerProcess.start(target, directory, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the jar files of a module of tck-runner/servers} */
    static Libraries libraries(String module) {
        return LIBRARIES.computeIfAbsent(module, name -> {
            try {
                Files.createDirectories(PARENT);
                return Libraries.of(Target.classPath(name), Files.createTempDirectory(PARENT, "lib"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    Target target() {
        return target;
    }

    /** {@return an empty application with Hawser} */
    public War war() throws IOException {
        return warWith("application");
    }

    /** {@return an empty application with the jar files of a module of tck-runner/servers} */
    War warWith(String module) throws IOException {
        return new War(Files.createTempDirectory(directory, "war")).libraries(libraries(module));
    }

    /** Deploys an application, which must start. */
    public Application deploy(String contextPath, War war) {
        assertThat(refusal(contextPath, war))
                .as("the refusal of %s", contextPath)
                .isEmpty();
        return new Application(this, contextPath);
    }

    /** {@return the reason why the application cannot be deployed; empty if it can} */
    Optional<String> refusal(String contextPath, War war) {
        return process.deploy(contextPath, war.directory());
    }

    void undeploy(String contextPath) {
        process.undeploy(contextPath);
    }

    URI http(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    public int port() {
        return process.address().getPort();
    }

    /** {@return its port with TLS, which it has from the first call on} */
    synchronized Secure secure() throws Exception {
        if (secure == null) {
            Certificate certificate = Certificate.in(directory);
            secure = new Secure(
                    process.secure(certificate.file(), Certificate.PASSWORD),
                    HttpClient.newBuilder().sslContext(certificate.ofClient()).build());
        }
        return secure;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(http(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public String memory() {
        return process.memory();
    }

    public long pid() {
        return process.pid();
    }

    public String log() throws IOException {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return target.label();
    }
}
