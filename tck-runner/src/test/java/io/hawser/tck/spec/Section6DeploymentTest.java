package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.standalone.HawserServer;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Sections 6.1 and 6.3 to 6.5: deployment without a WAR file. */
class Section6DeploymentTest {

    private static String echoed(Site site, String path, String message) throws Exception {
        Client client = new Client();
        try (Session session = site.connect(client, path)) {
            session.getBasicRemote().sendText(message);
            return client.next();
        }
    }

    /** Records its messages. */
    @ClientEndpoint
    public static class Annotated {
        @OnMessage
        public void message(String text) {
            Journal.add("annotated " + text);
        }
    }

    /** Records its messages. */
    public static class Programmatic extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, text -> Journal.add("programmatic " + text));
        }
    }

    /** Section 6.1. */
    @Test
    @Proves({"ContainerProvider", "WebSocketContainer"})
    void clientsAreDeployedByTheContainerOfTheProvider() throws Exception {
        WebSocketContainer container = ContainerProvider.getWebSocketContainer();
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        try (Site site = Site.of(Echo.class)) {
            URI uri = site.uri("/echo");
            container.connectToServer(Annotated.class, uri).getBasicRemote().sendText("a");
            Journal.expect("annotated a");
            container.connectToServer(new Annotated(), uri).getBasicRemote().sendText("b");
            Journal.expect("annotated b");
            container
                    .connectToServer(Programmatic.class, config, uri)
                    .getBasicRemote()
                    .sendText("c");
            Journal.expect("programmatic c");
            container
                    .connectToServer(new Programmatic(), config, uri)
                    .getBasicRemote()
                    .sendText("d");
            Journal.expect("programmatic d");
        }
    }

    /** Section 6.3: a container without servlets scans packages, or deploys given classes. */
    @Test
    @Proves("ServerContainer")
    void standaloneServerFindsEndpointsByScanningPackages() throws Exception {
        try (HawserServer server =
                HawserServer.builder().scan("io.hawser.examples.chat").start()) {
            assertThat(ContainerProvider.getWebSocketContainer()
                            .connectToServer(
                                    new Client(),
                                    ClientEndpointConfig.Builder.create().build(),
                                    server.uri().resolve("chat/room"))
                            .isOpen())
                    .isTrue();
        }
    }

    /** Section 6.4, and section 6.3 for its hook. */
    @Test
    @Proves("ServerContainer")
    void endpointsAreAddedToARunningServer() throws Exception {
        try (Site site = Site.of(Held.class, "/held")) {
            assertThatThrownBy(() -> echoed(site, "/echo", "a")).hasMessageContaining("404");
            ServerContainer container = site.server().container();
            container.addEndpoint(Echo.class);
            assertThat(echoed(site, "/echo", "a")).isEqualTo("text a");
            container.addEndpoint(ServerEndpointConfig.Builder.create(Programmatic.class, "/added")
                    .build());
            site.connect(new Client(), "/added").getBasicRemote().sendText("b");
            Journal.await("programmatic b");
        }
    }

    /** An endpoint that adds another one. */
    @ServerEndpoint("/adding")
    public static class Adding {
        @OnMessage
        public String add(String message, Session session) throws DeploymentException {
            ((ServerContainer) session.getContainer()).addEndpoint(Echo.class);
            return "added";
        }
    }

    @Test
    @Proves("ServerContainer")
    void endpointAddsAnother() throws Exception {
        try (Site site = Site.of(Adding.class)) {
            assertThat(echoed(site, "/adding", "now")).isEqualTo("text added");
            assertThat(echoed(site, "/echo", "a")).isEqualTo("text a");
        }
    }

    @Test
    @Proves("ServerContainer")
    void annotatedClassThatIsDeployedTwiceIsDeployedOnce() throws Exception {
        try (Site site = Site.of(Echo.class, Echo.class)) {
            site.server().container().addEndpoint(Echo.class);
            site.server().container().addEndpoint(Echo.class);
            assertThat(echoed(site, "/echo", "a")).isEqualTo("text a");
        }
    }

    @Test
    @Proves("ServerContainer")
    void secondEndpointAtAPathIsRefusedAndTheFirstStays() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            assertThatThrownBy(() -> site.server()
                            .container()
                            .addEndpoint(ServerEndpointConfig.Builder.create(Programmatic.class, "/echo")
                                    .build()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("/echo");
            assertThat(echoed(site, "/echo", "a")).isEqualTo("text a");
        }
    }

    /** Section 6.5. */
    @Test
    @Proves("ServerContainer")
    void pathsAreRelativeToTheRootOfTheApplication() throws Exception {
        for (String root : new String[] {"/", "/shop", "/shop/eu"}) {
            try (HawserServer server = HawserServer.builder()
                    .contextPath(root)
                    .addEndpoint(Echo.class)
                    .start()) {
                String base = root.equals("/") ? "" : root;
                Client client = new Client();
                ContainerProvider.getWebSocketContainer()
                        .connectToServer(
                                client,
                                ClientEndpointConfig.Builder.create().build(),
                                URI.create("ws://localhost:" + server.port() + base + "/echo"))
                        .getBasicRemote()
                        .sendText("a");
                client.expect("text a");
            }
        }
    }
}
