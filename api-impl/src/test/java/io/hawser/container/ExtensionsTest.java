package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.HawserSession;
import io.hawser.Settings;
import io.hawser.WebSocketExtension;
import io.hawser.container.extension.JakartaExtensions;
import io.hawser.endpoint.ContextClassLoader;
import io.hawser.handshake.ExtensionOffer;
import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import io.hawser.transport.Upgrade;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Extensions in complete sessions, with both ends in memory. */
class ExtensionsTest {

    private static final URI ECHO = URI.create("ws://localhost/echo");
    private static final String LONG = "long enough to be compressed, ".repeat(100);

    private static final List<Session> SERVER_SESSIONS = new ArrayList<>();
    private static final List<String> CLOSED = new ArrayList<>();

    private HawserServerContainer server;
    private MemoryConnector connector;
    private HawserClientContainer client;

    @BeforeEach
    void begin() {
        SERVER_SESSIONS.clear();
        CLOSED.clear();
        begin(Settings.defaults());
    }

    private void begin(Settings settings) {
        server = new HawserServerContainer(settings, "", null);
        connector = new MemoryConnector(server);
        client = new HawserClientContainer(Settings.defaults(), connector);
    }

    @AfterEach
    void nothingIsLeft() {
        connector.close();
        assertThat(server.isIdle()).isTrue();
        assertThat(client.isIdle()).isTrue();
        server.shutdown();
        client.shutdown();
        assertThat(server.parts.extensions().zlibOpen()
                        + client.parts.extensions().zlibOpen())
                .as("compressors and decompressors that were not freed")
                .isZero();
    }

    /** Sends each message back. */
    public static final class Echo extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            SERVER_SESSIONS.add(session);
            session.addMessageHandler(
                    String.class, message -> session.getAsyncRemote().sendText(message));
        }
    }

    private static final class Client extends Endpoint {
        final List<String> heard = new ArrayList<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) heard::add);
        }
    }

    private void deploy(Map<String, Object> userProperties, Extension... extensions) throws DeploymentException {
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Echo.class, "/echo")
                .extensions(List.of(extensions))
                .build();
        config.getUserProperties().putAll(userProperties);
        server.addEndpoint(config);
    }

    private static ClientEndpointConfig offering(Extension... extensions) {
        return ClientEndpointConfig.Builder.create()
                .extensions(List.of(extensions))
                .build();
    }

    private static ClientEndpointConfig compressing() {
        ClientEndpointConfig config = offering();
        config.getUserProperties().put("io.hawser.compression", true);
        return config;
    }

    private static Extension named(String name) {
        return JakartaExtensions.of(name, List.of());
    }

    private String echoed(ClientEndpointConfig config, String message) throws Exception {
        Client endpoint = new Client();
        Session session = client.connectToServer(endpoint, config, ECHO);
        session.getBasicRemote().sendText(message);
        connector.pump();
        assertThat(endpoint.heard).containsExactly(message);
        return String.join(
                ", ",
                JakartaExtensions.offers(session.getNegotiatedExtensions()).stream()
                        .map(Object::toString)
                        .toList());
    }

    private static String negotiated(Session session) {
        return session.getNegotiatedExtensions().stream()
                .map(Extension::getName)
                .reduce("", (all, name) -> all + name + " ");
    }

    @Test
    void aClientOffersNothingByDefaultAndCompressionWhereItIsSet() throws Exception {
        deploy(Map.of());
        assertThat(echoed(offering(), LONG)).isEmpty();
        assertThat(connector.lastRequest.headers().all("Sec-WebSocket-Extensions"))
                .isEmpty();
        assertThat(echoed(compressing(), LONG))
                .isEqualTo("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
        assertThat(connector.lastRequest.headers().all("Sec-WebSocket-Extensions"))
                .containsExactly("permessage-deflate; server_no_context_takeover; client_no_context_takeover;"
                        + " client_max_window_bits");
        assertThat(negotiated(SERVER_SESSIONS.get(1))).isEqualTo("permessage-deflate ");
    }

    @Test
    void messagesAreCompressedInBothDirections() throws Exception {
        deploy(Map.of());
        echoed(compressing(), LONG);
        assertThat(connector.last().bytesToServer()).isLessThan(200);
        assertThat(connector.last().bytesToClient()).isLessThan(200);
    }

    @Test
    void anEndpointMayGoWithoutCompression() throws Exception {
        deploy(Map.of("io.hawser.compression", "false"));
        assertThat(echoed(compressing(), LONG)).isEmpty();
    }

    @Test
    void anEndpointMaySayHow() throws Exception {
        deploy(Map.of("io.hawser.compressionContextTakeover", "true", "io.hawser.compressionWindowBits", 9));
        ClientEndpointConfig config = compressing();
        config.getUserProperties().put("io.hawser.compressionContextTakeover", true);
        assertThat(echoed(config, LONG))
                .isEqualTo("permessage-deflate; server_max_window_bits=9; client_max_window_bits=9");
    }

    @Test
    void anOfferOfTheConfigurationCounts() throws Exception {
        deploy(Map.of("io.hawser.compressionContextTakeover", "true"));
        Extension offer = JakartaExtensions.of(
                "permessage-deflate",
                JakartaExtensions.parameters(
                        ExtensionOffer.parse(List.of("permessage-deflate; server_max_window_bits=10"))
                                .get(0)));
        assertThat(echoed(offering(offer), LONG)).isEqualTo("permessage-deflate; server_max_window_bits=10");
    }

    @Test
    void anOfferWithoutParametersIsMadeAsTheSettingsSay() throws Exception {
        deploy(Map.of("io.hawser.compressionContextTakeover", "true"));
        ClientEndpointConfig named = offering(named("permessage-deflate"));
        ClientEndpointConfig installed =
                offering(client.getInstalledExtensions().toArray(Extension[]::new));
        for (ClientEndpointConfig config : List.of(named, installed)) {
            config.getUserProperties().put("io.hawser.compressionContextTakeover", true);
            assertThat(echoed(config, LONG)).isEqualTo("permessage-deflate");
            assertThat(connector.lastRequest.headers().all("Sec-WebSocket-Extensions"))
                    .containsExactly("permessage-deflate; client_max_window_bits");
        }
    }

    @Test
    void aMalformedOfferOfTheConfigurationIsRefusedBeforeItIsSent() throws Exception {
        deploy(Map.of());
        Extension offer = JakartaExtensions.of(
                "permessage-deflate",
                JakartaExtensions.parameters(
                        ExtensionOffer.parse(List.of("permessage-deflate; server_max_window_bits=100"))
                                .get(0)));
        assertThatThrownBy(() -> client.connectToServer(new Client(), offering(offer), ECHO))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("server_max_window_bits is 100");
    }

    @Test
    void anAnswerThatDoesNotFitTheOfferFailsTheConnection() throws Exception {
        deploy(Map.of("io.hawser.compressionContextTakeover", "true"));
        connector.change = upgrade -> {
            Headers.Builder headers = Headers.builder();
            upgrade.response()
                    .headers()
                    .toMap()
                    .forEach((name, values) -> values.forEach(value -> headers.add(
                            name,
                            name.equalsIgnoreCase("Sec-WebSocket-Extensions")
                                    ? "permessage-deflate; server_max_window_bits=99"
                                    : value)));
            return new Upgrade.Refused(new UpgradeResponse(101, "Switching Protocols", headers.build(), new byte[0]));
        };
        assertThatThrownBy(() -> client.connectToServer(new Client(), compressing(), ECHO))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("server_max_window_bits is 99")
                .hasCauseInstanceOf(HandshakeException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageMayBeExempt(boolean async) throws Exception {
        deploy(Map.of());
        Client endpoint = new Client();
        Session session = client.connectToServer(endpoint, compressing(), ECHO);
        HawserSession own = HawserSession.of(session);
        if (async) {
            own.getUncompressedAsyncRemote().sendText(LONG);
        } else {
            own.getUncompressedBasicRemote().sendText(LONG);
        }
        connector.pump();
        assertThat(endpoint.heard).containsExactly(LONG);
        assertThat(connector.last().bytesToServer()).isGreaterThan(LONG.length());
        assertThat(connector.last().bytesToClient()).isLessThan(200);
    }

    @Test
    void withoutAnExtensionTheUncompressedRemotesAreTheOthers() throws Exception {
        deploy(Map.of());
        Session session = client.connectToServer(new Client(), offering(), ECHO);
        assertThat(HawserSession.of(session).getUncompressedBasicRemote()).isSameAs(session.getBasicRemote());
        assertThat(HawserSession.of(session).getUncompressedAsyncRemote()).isSameAs(session.getAsyncRemote());
    }

    @Test
    void aCompressedMessageThatIsTooBigIsRefusedWithTheSetting() throws Exception {
        begin(Settings.defaults().maxTextMessageSize(1000));
        deploy(Map.of());
        Session session = client.connectToServer(new Client(), compressing(), ECHO);
        session.getBasicRemote().sendText("x".repeat(1001));
        connector.pump();
        assertThat(session.isOpen()).isFalse();
        assertThat(SERVER_SESSIONS.get(0).isOpen()).isFalse();
    }

    /** Adds a number to each byte, and has this number in its answer. Uses the given RSV bit. */
    public static final class Shift implements WebSocketExtension {

        private final String name;
        private final int rsv;

        public Shift() {
            this("shift", 1);
        }

        Shift(String name, int rsv) {
            this.name = name;
            this.rsv = rsv;
        }

        private record By(String getName, String getValue) implements Parameter {}

        @Override
        public String getName() {
            return name;
        }

        @Override
        public List<Parameter> getParameters() {
            return List.of(new By("by", "1"));
        }

        @Override
        public Optional<List<Parameter>> accept(List<Parameter> offered) {
            return offered.stream()
                    .filter(parameter -> parameter.getName().equals("by"))
                    .findFirst()
                    .map(List::of);
        }

        @Override
        public FrameExtension open(Role role, List<Parameter> agreed) {
            int by = Integer.parseInt(agreed.get(0).getValue());
            return new FrameExtension() {
                @Override
                public int rsv() {
                    return rsv;
                }

                @Override
                public FrameSink incoming(FrameSink next) {
                    return shifting(next, -by);
                }

                @Override
                public FrameSink outgoing(FrameSink next) {
                    return shifting(next, by);
                }

                @Override
                public void close() {
                    CLOSED.add(name + " " + role);
                }
            };
        }

        private FrameSink shifting(FrameSink next, int by) {
            return new FrameSink() {
                private boolean control;

                @Override
                public void begin(Opcode opcode, boolean fin, int bits, long length) throws ProtocolException {
                    control = opcode.isControl();
                    next.begin(opcode, fin, control ? bits : bits ^ rsv, length);
                }

                @Override
                public void payload(ByteBuffer bytes, boolean ascii) throws ProtocolException {
                    ByteBuffer shifted = ByteBuffer.allocate(bytes.remaining());
                    for (int i = bytes.position(); i < bytes.limit(); i++) {
                        shifted.put((byte) (bytes.get(i) + (control ? 0 : by)));
                    }
                    next.payload(shifted.flip(), false);
                }

                @Override
                public void end() throws ProtocolException {
                    next.end();
                }
            };
        }
    }

    @Test
    void anExtensionOfTheApplicationChangesFramesAtBothEnds() throws Exception {
        deploy(Map.of(), new Shift());
        assertThat(echoed(offering(new Shift()), "hello")).isEqualTo("shift; by=1");
        assertThat(connector.last().bytesToServer()).isGreaterThan(5);
        connector.close();
        assertThat(CLOSED).containsExactlyInAnyOrder("shift CLIENT", "shift SERVER");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itWorksBeforeAndBehindCompression(boolean first) throws Exception {
        deploy(Map.of(), new Shift());
        Extension deflate = named("permessage-deflate");
        ClientEndpointConfig config = first ? offering(new Shift(), deflate) : offering(deflate, new Shift());
        assertThat(echoed(config, LONG))
                .isEqualTo(
                        first
                                ? "shift; by=1, permessage-deflate; server_no_context_takeover;"
                                        + " client_no_context_takeover"
                                : "permessage-deflate; server_no_context_takeover; client_no_context_takeover, shift;"
                                        + " by=1");
        assertThat(connector.last().bytesToServer()).isLessThan(250);
    }

    @Test
    void ofTwoThatWantTheSameBitTheSecondIsDeclined() throws Exception {
        deploy(Map.of(), new Shift("greedy", 4));
        assertThat(echoed(offering(new Shift("greedy", 4), named("permessage-deflate")), LONG))
                .isEqualTo("greedy; by=1");
        assertThat(echoed(offering(named("permessage-deflate"), new Shift("greedy", 4)), LONG))
                .startsWith("permessage-deflate")
                .doesNotContain("greedy");
    }

    @Test
    void anOfferThatItDeclinesIsNotAnswered() throws Exception {
        deploy(Map.of(), new Shift());
        assertThat(echoed(offering(named("shift")), "hello")).isEmpty();
    }

    /** If a client offers an extension several times, the first fitting offer is used, once. */
    @Test
    void ofSeveralOffersTheFirstThatFitsCounts() throws Exception {
        deploy(Map.of());
        Upgrade upgrade = server.upgrade(
                Handshakes.get(
                        "/echo",
                        Handshakes.headers()
                                .add(
                                        "Sec-WebSocket-Extensions",
                                        "permessage-deflate; nonsense, permessage-deflate; server_max_window_bits=9")
                                .add("Sec-WebSocket-Extensions", "permessage-deflate")),
                Handshakes.FACTS);
        assertThat(upgrade.response().headers().all("Sec-WebSocket-Extensions"))
                .containsExactly("permessage-deflate; server_no_context_takeover; client_no_context_takeover;"
                        + " server_max_window_bits=9");
        ((Upgrade.Accepted) upgrade).opening().abandon();
    }

    @Test
    void whatWasOpenedIsClosedWhereTheHandshakeIsRefusedOrAbandoned() throws Exception {
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Echo.class, "/echo")
                .extensions(List.of(new Shift()))
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public void modifyHandshake(
                            ServerEndpointConfig config,
                            jakarta.websocket.server.HandshakeRequest request,
                            jakarta.websocket.HandshakeResponse response) {
                        if (request.getHeaders().containsKey("refuse")) {
                            config.getUserProperties().put("io.hawser.refuse.status", 403);
                        }
                        if (request.getHeaders().containsKey("fail")) {
                            throw new IllegalStateException("asked to fail");
                        }
                    }
                })
                .build();
        server.addEndpoint(config);
        for (String what : List.of("refuse", "fail", "abandon")) {
            CLOSED.clear();
            Upgrade upgrade = server.upgrade(
                    Handshakes.get(
                            "/echo",
                            Handshakes.headers()
                                    .add("Sec-WebSocket-Extensions", "shift; by=2")
                                    .add(what, "yes")),
                    Handshakes.FACTS);
            if (upgrade instanceof Upgrade.Accepted accepted) {
                accepted.opening().abandon();
            }
            assertThat(CLOSED).as(what).containsExactly("shift SERVER");
        }
    }

    @Test
    void anExtensionThatThrowsIsAnErrorOfTheEndpoint() throws Exception {
        deploy(Map.of(), new Shift());
        Upgrade upgrade = server.upgrade(
                Handshakes.get("/echo", Handshakes.headers().add("Sec-WebSocket-Extensions", "shift; by=much")),
                Handshakes.FACTS);
        assertThat(upgrade.response().status()).isEqualTo(500);
    }

    /** Has a name and does nothing. */
    public static final class Found implements WebSocketExtension {

        @Override
        public String getName() {
            return "found";
        }

        @Override
        public Optional<List<Parameter>> accept(List<Parameter> offered) {
            return Optional.of(offered);
        }

        @Override
        public FrameExtension open(Role role, List<Parameter> agreed) {
            return new FrameExtension() {
                @Override
                public int rsv() {
                    return 0;
                }

                @Override
                public FrameSink incoming(FrameSink next) {
                    return next;
                }

                @Override
                public FrameSink outgoing(FrameSink next) {
                    return next;
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void anExtensionThatIsFoundIsInstalledOnServersAndOfferedByName(@TempDir Path directory) throws Exception {
        try (ProviderClassLoader application =
                new ProviderClassLoader(directory, WebSocketExtension.class, Found.class)) {
            new ContextClassLoader(application).run(() -> {
                begin();
                return null;
            });
        }
        assertThat(server.getInstalledExtensions())
                .extracting(Extension::getName)
                .containsExactly("found", "permessage-deflate");
        deploy(Map.of());
        Extension offer = JakartaExtensions.of("found", List.of(new Shift.By("by", "2")));
        assertThat(echoed(offering(offer), "hello")).isEqualTo("found; by=2");
        assertThat(HawserSession.of(SERVER_SESSIONS.get(0)).getUncompressedBasicRemote())
                .as("there is an extension")
                .isNotSameAs(SERVER_SESSIONS.get(0).getBasicRemote());
        assertThat(echoed(offering(), "hello")).isEmpty();
    }
}
