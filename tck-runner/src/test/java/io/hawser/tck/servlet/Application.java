package io.hawser.tck.servlet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;

/** A deployed web application. Its close undeploys it. */
public final class Application implements AutoCloseable {

    private final Server server;
    private final String contextPath;

    Application(Server server, String contextPath) {
        this.server = server;
        this.contextPath = contextPath;
    }

    /** Connects to an endpoint: header fields are names and values in turn. */
    Talk talk(String path, String... headers) {
        return Talk.connect(server.port(), contextPath + path, headers);
    }

    /** Connects with TLS. */
    Talk secureTalk(String path) throws Exception {
        return Talk.secure(server.secure(), contextPath + path);
    }

    /** Connects without reading. */
    Talk deaf(String path) {
        return Talk.deaf(server.port(), contextPath + path);
    }

    /** {@return the status of the answer to a failed handshake, or 101} */
    int handshakeStatus(String path, String... headers) {
        return Talk.handshakeStatus(server.port(), contextPath + path, headers);
    }

    /** {@return the address of an endpoint} */
    String address(String path) {
        return "ws://localhost:" + server.port() + contextPath + path;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return server.get(contextPath + path, headers);
    }

    /** {@return the body of the answer} */
    String body(String path, String... headers) throws IOException, InterruptedException {
        return get(path, headers).body().strip();
    }

    /** {@return the cookie that an answer has set, as a request sends it} */
    static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
    }

    Server server() {
        return server;
    }

    /** {@return the HTTP address of a path, which begins with a slash} */
    public URI http(String path) {
        return server.http(contextPath + path);
    }

    @Override
    public void close() {
        server.undeploy(contextPath);
    }
}
