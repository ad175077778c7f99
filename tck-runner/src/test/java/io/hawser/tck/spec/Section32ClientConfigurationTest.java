package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.standalone.HawserServer;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 3.2: the opening handshake of a client's configuration. */
class Section32ClientConfigurationTest {

    /** Accepts every connection. */
    public static class Taking extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            // Only the handshake matters.
        }
    }

    /** Records the request. */
    private static final class Asked extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            for (String name : List.of("Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "X-Name", "X-Other")) {
                if (request.getHeaders().containsKey(name)) {
                    Journal.add(name + " "
                            + String.join(",", request.getHeaders().get(name)).replace(" ", ""));
                }
            }
            Journal.add("end of request");
            response.getHeaders().put("X-Answer", List.of("one", "two"));
        }
    }

    private static Site site() throws Exception {
        return Site.of(ServerEndpointConfig.Builder.create(Taking.class, "/take")
                .subprotocols(List.of("two"))
                .extensions(List.of(Ext.of("b")))
                .configurator(new Asked())
                .build());
    }

    /** Section 3.2.1. */
    @Nested
    class Subprotocols {

        @Test
        @Proves("3.2.1-1")
        void areOfferedInTheirOrder() throws Exception {
            ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                    .preferredSubprotocols(List.of("three", "one", "two"))
                    .build();
            try (Site site = site()) {
                Session session = site.connect(new Client(), config, "/take");
                Journal.expect("Sec-WebSocket-Protocol three,one,two", "end of request");
                assertThat(session.getNegotiatedSubprotocol()).isEqualTo("two");
            }
        }

        @Test
        @Proves("3.2.1-1")
        void areNotMentionedWhereThereAreNone() throws Exception {
            try (Site site = site()) {
                Session session = site.connect(new Client(), "/take");
                Journal.expect("end of request");
                assertThat(session.getNegotiatedSubprotocol()).isEmpty();
            }
        }
    }

    /** Section 3.2.2. */
    @Nested
    class Extensions {

        @Test
        @Proves("3.2.2-1")
        void areOfferedInTheirOrderWithTheirParameters() throws Exception {
            ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                    .extensions(List.of(Ext.of("c", "x=1", "flag"), Ext.of("a"), Ext.of("b", "y=2")))
                    .build();
            try (Site site = site()) {
                Session session = site.connect(new Client(), config, "/take");
                Journal.expect("Sec-WebSocket-Extensions c;x=1;flag,a,b;y=2", "end of request");
                assertThat(Ext.line(session.getNegotiatedExtensions())).isEqualTo("b;y=2");
            }
        }

        @Test
        @Proves("3.2.2-1")
        void areNotMentionedWhereThereAreNone() throws Exception {
            try (Site site = site()) {
                Session session = site.connect(new Client(), "/take");
                Journal.expect("end of request");
                assertThat(session.getNegotiatedExtensions()).isEmpty();
            }
        }
    }

    /** Section 3.2.3. */
    @Nested
    class Tls {

        @TempDir
        private Path directory;

        @Test
        @Proves("ClientEndpointConfig")
        void contextOfTheConfigurationSecuresTheConnection() throws Exception {
            Certificate certificate = Certificate.in(directory);
            try (HawserServer server = HawserServer.builder()
                    .addEndpoint(Echo.class)
                    .tls(certificate.ofServer())
                    .start()) {
                URI uri = URI.create("wss://localhost:" + server.port() + "/echo");
                ClientEndpointConfig trusting = ClientEndpointConfig.Builder.create()
                        .sslContext(certificate.ofClient())
                        .build();
                Client client = new Client();
                Session session = ContainerProvider.getWebSocketContainer().connectToServer(client, trusting, uri);
                assertThat(session.isSecure()).isTrue();
                assertThat(session.getRequestURI()).isEqualTo(uri);
                session.getBasicRemote().sendText("secret");
                client.expect("text secret");

                ClientEndpointConfig other =
                        ClientEndpointConfig.Builder.create().build();
                assertThatThrownBy(() ->
                                ContainerProvider.getWebSocketContainer().connectToServer(new Client(), other, uri))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("not trusted");
            }
        }

        @Test
        @Proves("ClientEndpointConfig")
        void withoutAContextTheConnectionIsNotSecured() throws Exception {
            try (Site site = site()) {
                assertThat(site.connect(new Client(), "/take").isSecure()).isFalse();
            }
        }
    }

    /** Changes the request, and records the response. */
    private static final class Adapting extends ClientEndpointConfig.Configurator {

        private final List<String> seen = new ArrayList<>();

        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            assertThat(headers).containsKeys("host", "SEC-WEBSOCKET-KEY", "Sec-WebSocket-Version", "Upgrade");
            seen.add("before request");
            headers.put("X-Name", List.of("a", "b"));
            headers.put("X-Other", new ArrayList<>(List.of("c")));
            headers.remove("x-other");
        }

        @Override
        public void afterResponse(HandshakeResponse response) {
            seen.add("after response " + response.getHeaders().get("x-answer"));
        }
    }

    /** Section 3.2.4. */
    @Nested
    class Modification {

        @Test
        @Proves("ClientEndpointConfig")
        void configuratorChangesTheRequestAndSeesTheResponse() throws Exception {
            Adapting configurator = new Adapting();
            ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                    .configurator(configurator)
                    .build();
            try (Site site = site()) {
                site.connect(new Client(), config, "/take");
                Journal.expect("X-Name a,b", "end of request");
                assertThat(configurator.seen).containsExactly("before request", "after response [one, two]");
            }
        }

        @Test
        @Proves("ClientEndpointConfig")
        void configuratorSeesARefusalToo() throws Exception {
            Adapting configurator = new Adapting();
            ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                    .configurator(configurator)
                    .build();
            try (Site site = site()) {
                assertThatThrownBy(() -> site.connect(new Client(), config, "/nothing"))
                        .hasMessageContaining("404");
                assertThat(configurator.seen).containsExactly("before request", "after response null");
            }
        }
    }
}
