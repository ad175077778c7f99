package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * The promises of the Javadoc of {@link HandshakeRequest}, {@link HandshakeResponse}, {@link Extension} and the
 * configurators.
 */
class HandshakeApiTest {

    /** Passes the request and the response to the test. */
    private static final class Looking extends ServerEndpointConfig.Configurator {

        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final Look look;

        private Looking(Look look) {
            this.look = look;
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            try {
                look.at(config, request, response);
            } catch (Throwable e) {
                failure.set(e);
            }
        }
    }

    private interface Look {
        void at(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) throws Exception;
    }

    private static Handshake look(String path, Look look, String... fields) throws Exception {
        Looking looking = new Looking(look);
        try (Site site = Held.site(ServerEndpointConfig.Builder.create(Held.class, "/held/{name}")
                .subprotocols(List.of("p"))
                .extensions(List.of(Ext.of("e")))
                .configurator(looking)
                .build())) {
            Handshake answer = Handshake.with(site, path, fields);
            assertThat(looking.failure.get()).isNull();
            assertThat(answer.status()).isEqualTo(101);
            return answer;
        }
    }

    @Test
    @Proves("HandshakeRequest")
    void headersOfTheRequestAreFoundInAnyCaseAndCannotBeChanged() throws Exception {
        look(
                "/held/a",
                (config, request, response) -> {
                    Map<String, List<String>> headers = request.getHeaders();
                    assertThat(headers.get(HandshakeRequest.SEC_WEBSOCKET_KEY))
                            .containsExactly("dGhlIHNhbXBsZSBub25jZQ==");
                    assertThat(headers.get("SEC-WEBSOCKET-KEY")).isEqualTo(headers.get("sec-websocket-key"));
                    assertThat(headers.get(HandshakeRequest.SEC_WEBSOCKET_VERSION))
                            .containsExactly("13");
                    assertThat(headers.get(HandshakeRequest.SEC_WEBSOCKET_PROTOCOL))
                            .containsExactly("x, p");
                    assertThat(headers.get(HandshakeRequest.SEC_WEBSOCKET_EXTENSIONS))
                            .containsExactly("e");
                    assertThat(headers.get("x-two")).containsExactly("one", "two");
                    assertThat(headers.get("missing")).isNull();
                    assertThat(headers).containsKey("X-TWO");
                    assertThatThrownBy(() -> headers.put("a", List.of("b")))
                            .isInstanceOf(UnsupportedOperationException.class);
                },
                "X-Two: one",
                "X-Two: two",
                "Sec-WebSocket-Protocol: x, p",
                "Sec-WebSocket-Extensions: e");
    }

    @Test
    @Proves("HandshakeRequest")
    void requestKnowsItsUriAndItsParameters() throws Exception {
        look(
                "/held/a?b=1&b=2&c=%20",
                (config, request, response) -> {
                    assertThat(request.getRequestURI()).hasPath("/app/held/a").hasQuery("b=1&b=2&c= ");
                    assertThat(request.getQueryString()).isEqualTo("b=1&b=2&c=%20");
                    assertThat(request.getParameterMap())
                            .containsEntry("b", List.of("1", "2"))
                            .containsEntry("c", List.of(" "));
                    assertThatThrownBy(() -> request.getParameterMap().put("d", List.of()))
                            .isInstanceOf(UnsupportedOperationException.class);
                });
    }

    @Test
    @Proves("HandshakeRequest")
    void withoutServletsThereIsNoUserAndNoHttpSession() throws Exception {
        look("/held/a", (config, request, response) -> {
            assertThat(request.getUserPrincipal()).isNull();
            assertThat(request.isUserInRole("any")).isFalse();
            assertThat(request.getHttpSession()).isNull();
            assertThat(request.getQueryString()).isNull();
        });
    }

    @Test
    @Proves({"HandshakeResponse", "ServerEndpointConfig"})
    void responseIsFormulatedAndCanBeChanged() throws Exception {
        Handshake answer = look(
                "/held/a",
                (config, request, response) -> {
                    Map<String, List<String>> headers = response.getHeaders();
                    assertThat(headers.get(HandshakeResponse.SEC_WEBSOCKET_ACCEPT))
                            .containsExactly("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
                    assertThat(headers.get("sec-websocket-ACCEPT")).isNotNull();
                    assertThat(headers.get("sec-websocket-protocol")).containsExactly("p");
                    assertThat(headers.get("Sec-Websocket-Extensions")).containsExactly("e");
                    headers.put("X-New", List.of("a", "b"));
                },
                "Sec-WebSocket-Protocol: p",
                "Sec-WebSocket-Extensions: e");
        assertThat(answer.header("x-new")).isEqualTo("a, b");
    }

    @Test
    @Proves("ServerEndpointConfig")
    void configurationOfTheHandshakeIsThatOfTheEndpoint() throws Exception {
        look("/held/a", (config, request, response) -> {
            assertThat(config.getEndpointClass()).isEqualTo(Held.class);
            assertThat(config.getPath()).isEqualTo("/held/{name}");
            assertThat(config.getSubprotocols()).containsExactly("p");
            assertThat(Ext.line(config.getExtensions())).isEqualTo("e");
            assertThat(config.getConfigurator()).isInstanceOf(Looking.class);
            assertThat(config.getEncoders()).isEmpty();
            assertThat(config.getDecoders()).isEmpty();
            config.getUserProperties().put("key", "value");
        });
    }

    @Test
    @Proves("ServerEndpointConfig")
    void platformsConfiguratorDecidesAsItsJavadocSays() throws Exception {
        ServerEndpointConfig.Configurator platform = new ServerEndpointConfig.Configurator();
        assertThat(platform.getContainerDefaultConfigurator()).isNotNull().isNotSameAs(platform);
        assertThat(ServerEndpointConfig.Builder.create(Held.class, "/held")
                        .build()
                        .getConfigurator())
                .hasSameClassAs(platform.getContainerDefaultConfigurator());
        assertThat(platform.getNegotiatedSubprotocol(List.of("a", "b"), List.of("c", "b", "a")))
                .isEqualTo("b");
        assertThat(platform.getNegotiatedSubprotocol(List.of("a"), List.of("b")))
                .isEmpty();
        assertThat(platform.getNegotiatedSubprotocol(List.of(), List.of())).isEmpty();
        assertThat(Ext.line(platform.getNegotiatedExtensions(
                        List.of(Ext.of("a"), Ext.of("b")), List.of(Ext.of("b", "x=1"), Ext.of("c"), Ext.of("a")))))
                .isEqualTo("b;x=1, a");
        assertThat(platform.getNegotiatedExtensions(List.of(), List.of(Ext.of("a"))))
                .isEmpty();
        assertThat(platform.getEndpointInstance(Held.class)).isNotSameAs(platform.getEndpointInstance(Held.class));
        assertThatThrownBy(() -> platform.getEndpointInstance(Number.class))
                .isInstanceOf(InstantiationException.class)
                .hasMessageContaining("java.lang.Number");
    }

    @Test
    @Proves({"Extension", "ClientEndpointConfig"})
    void extensionsOfASessionHaveTheirParametersInOrder() throws Exception {
        ClientEndpointConfig client = ClientEndpointConfig.Builder.create()
                .extensions(List.of(Ext.of("e", "z=1", "a", "m=q"), Ext.of("f")))
                .build();
        try (Site site = Held.site(ServerEndpointConfig.Builder.create(Held.class, "/held")
                .extensions(List.of(Ext.of("f"), Ext.of("e")))
                .build())) {
            for (Session session : List.of(site.connect(new Client(), client, "/held"), Held.next())) {
                List<Extension> extensions = session.getNegotiatedExtensions();
                assertThat(Ext.line(extensions)).isEqualTo("e;z=1;a;m=q, f");
                assertThat(extensions.get(0).getParameters().get(0).getName()).isEqualTo("z");
                assertThat(extensions.get(0).getParameters().get(0).getValue()).isEqualTo("1");
                assertThat(extensions.get(1).getParameters()).isEmpty();
            }
        }
    }

    @Test
    @Proves("HandshakeResponse")
    void clientSeesTheResponseInAnyCase() throws Exception {
        AtomicReference<Map<String, List<String>>> headers = new AtomicReference<>();
        ClientEndpointConfig client = ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void afterResponse(HandshakeResponse response) {
                        headers.set(response.getHeaders());
                    }
                })
                .build();
        try (Site site = Held.site()) {
            site.connect(new Client(), client, "/held");
            assertThat(headers.get()).containsKeys("sec-websocket-accept", "UPGRADE");
            assertThat(headers.get().get(HandshakeResponse.SEC_WEBSOCKET_ACCEPT))
                    .hasSize(1);
        }
    }
}
