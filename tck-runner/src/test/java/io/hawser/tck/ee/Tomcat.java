package io.hawser.tck.ee;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tomcat with a {@code CATALINA_BASE} of its own, told what to do by its manager. */
final class Tomcat implements EeServer {

    private static final String USERS = """
            <tomcat-users xmlns="http://tomcat.apache.org/xml" version="1.0">
              <user username="ann" password="ann" roles="staff"/>
              <user username="bob" password="bob" roles=""/>
              <user username="admin" password="admin" roles="manager-script"/>
            </tomcat-users>
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = Ports.free();
    private final Path base;
    private final Map<String, String> environment;
    private final String script;
    private final LoggedProcess process;

    /**
     * Starts it.
     *
     * @param archive the name of the release
     * @param options further options of the JVM
     */
    Tomcat(String archive, List<String> options) throws IOException {
        this.base = Installation.runOf(archive);
        Path home = Installation.folder(archive);
        for (String folder : List.of("logs", "temp", "webapps", "work")) {
            Files.createDirectory(base.resolve(folder));
        }
        configure(home.resolve("conf"), Files.createDirectory(base.resolve("conf")));
        Files.writeString(
                Files.createDirectories(base.resolve("conf/Catalina/localhost")).resolve("manager.xml"),
                "<Context docBase=\"" + home.resolve("webapps/manager") + "\" privileged=\"true\"/>");
        this.script = home.resolve("bin/catalina.sh").toString();
        this.environment = Installation.environment(false, options);
        environment.put("CATALINA_BASE", base.toString());
        this.process = LoggedProcess.start(base.resolve("server.log"), environment, List.of(script, "run"));
        process.await(0, "Server startup in");
    }

    private void configure(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        Files.writeString(to.resolve("tomcat-users.xml"), USERS);
        Path server = to.resolve("server.xml");
        Files.writeString(
                server,
                Files.readString(server)
                        .replace("port=\"8005\"", "port=\"" + Ports.free() + '"')
                        .replace("port=\"8080\"", "address=\"127.0.0.1\" port=\"" + port + '"'));
    }

    @Override
    public boolean hasPlatform() {
        return false;
    }

    @Override
    public void deploy(String name, Path war) throws IOException {
        manage("PUT", "deploy?path=/" + name, BodyPublishers.ofFile(war));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void undeploy(String name) throws IOException {
        manage("GET", "undeploy?path=/" + name, BodyPublishers.noBody());
    }

    private void manage(String method, String command, BodyPublisher body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/manager/text/" + command))
                .method(method, body)
                .header("Authorization", EeApplication.basic("admin"))
                .build();
        try {
            String answer = client.send(request, BodyHandlers.ofString()).body();
            if (!answer.startsWith("OK")) {
                throw new IOException(command + " failed: " + answer + process.log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public String log() throws IOException {
        return process.log();
    }

    @Override
    public void close() throws IOException {
        try {
            LoggedProcess.run(base.resolve("end.log"), environment, List.of(script, "stop"));
        } finally {
            process.awaitEnd();
        }
    }
}
