package io.hawser.tck.spec;

import io.hawser.standalone.HawserServer;
import io.hawser.standalone.HawserServerBuilder;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;

/** A server with the endpoints of a test, and clients that connect to it. */
final class Site implements AutoCloseable {

    private final HawserServer server;
    private final WebSocketContainer client = ContainerProvider.getWebSocketContainer();

    private Site(HawserServer server) {
        this.server = server;
    }

    /** Starts a server with annotated endpoints, and begins a new journal. */
    static Site of(Class<?>... endpoints) throws Exception {
        Journal.clear();
        HawserServerBuilder builder = HawserServer.builder().contextPath("/app");
        for (Class<?> endpoint : endpoints) {
            builder.addEndpoint(endpoint);
        }
        return new Site(builder.start());
    }

    /** Starts a server with the endpoints of configurations, and begins a new journal. */
    static Site of(ServerEndpointConfig... endpoints) throws Exception {
        Journal.clear();
        HawserServerBuilder builder = HawserServer.builder().contextPath("/app");
        for (ServerEndpointConfig endpoint : endpoints) {
            builder.addEndpoint(endpoint);
        }
        return new Site(builder.start());
    }

    /** Starts a server with one programmatic endpoint, and begins a new journal. */
    static Site of(Class<?> endpoint, String path) throws Exception {
        return of(ServerEndpointConfig.Builder.create(endpoint, path).build());
    }

    HawserServer server() {
        return server;
    }

    WebSocketContainer client() {
        return client;
    }

    /** {@return the URI of a path of the application; the path begins with a slash} */
    URI uri(String path) {
        return URI.create("ws://localhost:" + server.port() + "/app" + path);
    }

    /** Connects an annotated client. */
    Session connect(Object endpoint, String path) throws Exception {
        return client.connectToServer(endpoint, uri(path));
    }

    /** Connects a programmatic client that needs no configuration. */
    Session connect(Endpoint endpoint, String path) throws Exception {
        return connect(endpoint, ClientEndpointConfig.Builder.create().build(), path);
    }

    /** Connects a programmatic client. */
    Session connect(Endpoint endpoint, ClientEndpointConfig config, String path) throws Exception {
        return client.connectToServer(endpoint, config, uri(path));
    }

    /** Ends the server before the test ends. After that no further callbacks are possible. */
    void stop() {
        close();
    }

    @Override
    public void close() {
        server.close();
    }
}
