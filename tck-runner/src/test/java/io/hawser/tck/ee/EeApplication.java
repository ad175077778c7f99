package io.hawser.tck.ee;

import io.hawser.tck.servlet.Talk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/**
 * The application on one server, until it is closed.
 *
 * @param label the name of the server
 * @param server the server
 * @param name the name of the application
 * @param port the port at which it answers
 */
record EeApplication(String label, EeServer server, String name, int port) implements AutoCloseable {

    /** Like browsers without TLS. GlassFish keeps the applications of some HTTP/2 requests in memory. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Deploys a WAR. */
    static EeApplication deploy(String label, EeServer server, String name, EeWar war) throws Exception {
        Path folder = Installation.runOf("war");
        server.deploy(name, war.in(folder, name, server));
        return new EeApplication(label, server, name, server.port());
    }

    /** Deploys another WAR beside this application. */
    EeApplication beside(String other, EeWar war) throws Exception {
        return deploy(label, server, other, war);
    }

    /** {@return the path of a resource} */
    String path(String path) {
        return "/" + name + path;
    }

    /** Connects with the JDK's client. */
    Talk talk(String path, String... headers) {
        return Talk.connect(port, path(path), headers);
    }

    /** Connects with a client that speaks in bytes. */
    Wire wire(String path, String... headers) throws IOException {
        return Wire.open(port, path(path), headers);
    }

    /** {@return the status of the answer to a handshake} */
    int handshakeStatus(String path, String... headers) {
        return Talk.handshakeStatus(port, path(path), headers);
    }

    /** {@return the address of a resource} */
    URI http(String path) {
        return URI.create("http://localhost:" + port + path(path));
    }

    /** {@return the answer to a request} */
    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(http(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** {@return the value of the field {@code Authorization} for a user whose password is the name} */
    static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the cookie of an HTTP session that an answer has begun, as a request sends it} */
    static String cookie(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("JSESSIONID="))
                .map(cookie -> cookie.split(";", 2)[0])
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("no HTTP session has begun: " + answer + answer.headers()));
    }

    @Override
    public void close() throws IOException {
        server.undeploy(name);
    }

    @Override
    public String toString() {
        return label;
    }
}
