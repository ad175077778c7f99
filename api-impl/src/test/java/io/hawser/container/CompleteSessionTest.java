package io.hawser.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.HawserSession;
import io.hawser.Settings;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Complete sessions without a socket: a client container and a server container, joined in memory. */
class CompleteSessionTest {

    private static final List<String> SERVER_HEARD = new ArrayList<>();
    private static final List<Session> SERVER_SESSIONS = new ArrayList<>();

    private final HawserServerContainer server =
            new HawserServerContainer(Settings.defaults().closeTimeout(Duration.ofMillis(1000)), "/app", null);
    private final MemoryConnector connector = new MemoryConnector(server);
    private final HawserClientContainer client = new HawserClientContainer(Settings.defaults(), connector);

    /** A chat room: each member receives the messages of all members. */
    @ServerEndpoint(
            value = "/chat/{room}",
            subprotocols = {"chat.2", "chat.1"},
            configurator = RoomConfigurator.class)
    public static class Room {

        @OnOpen
        public void enter(Session session, EndpointConfig config, @PathParam("room") String room) throws IOException {
            SERVER_SESSIONS.add(session);
            SERVER_HEARD.add("open " + room);
            session.getBasicRemote().sendText("welcome to " + room);
        }

        @OnMessage
        public String say(Session session, String message, @PathParam("room") String room) {
            SERVER_HEARD.add("text " + message);
            if (message.equals("fail")) {
                throw new IllegalStateException("asked to fail");
            }
            for (Session other : session.getOpenSessions()) {
                if (other != session && other.isOpen()) {
                    other.getAsyncRemote().sendText(room + ": " + message);
                }
            }
            return "said " + message;
        }

        @OnMessage
        public ByteBuffer echo(ByteBuffer message) {
            return message;
        }

        @OnMessage
        public void alive(PongMessage pong) {
            SERVER_HEARD.add("pong " + UTF_8.decode(pong.getApplicationData()));
        }

        @OnClose
        public void leave(CloseReason reason) {
            SERVER_HEARD.add("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }

        @OnError
        public void error(Throwable error) {
            SERVER_HEARD.add("error " + error.getMessage());
        }
    }

    /** Records the clients that connect. */
    public static class RoomConfigurator extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            List<String> agent = request.getHeaders().getOrDefault("user-agent", List.of("nobody"));
            config.getUserProperties().put("agent", agent.get(0));
            response.getHeaders().put("X-Room", List.of("open"));
        }
    }

    /** Records its callbacks. */
    @ClientEndpoint(subprotocols = {"chat.0", "chat.1", "chat.2"})
    public static class Guest {

        private final List<String> heard = new ArrayList<>();

        @OnOpen
        public void open(Session session) {
            heard.add("open");
        }

        @OnMessage
        public void text(String message) {
            heard.add("text " + message);
        }

        @OnMessage
        public void binary(byte[] message) {
            heard.add("binary " + new String(message, UTF_8));
        }

        @OnMessage
        public void pong(PongMessage pong) {
            heard.add("pong " + UTF_8.decode(pong.getApplicationData()));
        }

        @OnClose
        public void close(CloseReason reason) {
            heard.add("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }

        @OnError
        public void error(Throwable error) {
            heard.add("error " + error.getMessage());
        }
    }

    private final Guest guest = new Guest();

    @BeforeEach
    void deploy() throws Exception {
        SERVER_HEARD.clear();
        SERVER_SESSIONS.clear();
        server.addEndpoint(Room.class);
    }

    @AfterEach
    void nothingIsLeft() {
        connector.close();
        assertThat(server.isIdle()).isTrue();
        assertThat(client.isIdle()).isTrue();
        assertThat(SERVER_HEARD.stream().filter(line -> line.startsWith("close")))
                .hasSameSizeAs(SERVER_SESSIONS);
    }

    private Session connect(Guest guest, String room) throws Exception {
        return client.connectToServer(guest, URI.create("ws://localhost:8080/app/chat/" + room + "?lang=de&lang=en"));
    }

    @Test
    void connectTalkAndClose() throws Exception {
        Session session = connect(guest, "caf%C3%A9");
        assertThat(connector.lastTarget.host()).isEqualTo("localhost");
        assertThat(connector.lastTarget.port()).isEqualTo(8080);
        assertThat(connector.lastTarget.secure()).isFalse();
        session.getBasicRemote().sendText("hello");
        session.getBasicRemote().sendBinary(ByteBuffer.wrap("data".getBytes(UTF_8)));
        session.getBasicRemote().sendPing(ByteBuffer.wrap("ping".getBytes(UTF_8)));
        session.getBasicRemote().sendPong(ByteBuffer.wrap("unasked".getBytes(UTF_8)));
        connector.pump();
        session.close(new CloseReason(CloseCodes.getCloseCode(4000), "done"));
        connector.pump();
        assertThat(guest.heard)
                .containsExactlyInAnyOrder(
                        "open",
                        "text welcome to caf\u00E9",
                        "text said hello",
                        "binary data",
                        "pong ping",
                        "close 4000 done")
                .startsWith("open", "text welcome to caf\u00E9")
                .endsWith("close 4000 done");
        assertThat(SERVER_HEARD).containsExactly("open caf\u00E9", "text hello", "pong unasked", "close 4000 done");
    }

    @Test
    void bytesThatComeTogetherWithTheHandshakeAreTheFirstFrames() throws Exception {
        connect(guest, "lobby");
        // The test has not pumped: the welcome was in the same batch of events as the response.
        assertThat(guest.heard).containsExactly("open", "text welcome to lobby");
    }

    @Test
    void bothSidesKnowWhatTheHandshakeHasSettled() throws Exception {
        Session session = connect(guest, "lobby");
        assertThat(session.getNegotiatedSubprotocol()).isEqualTo("chat.1");
        assertThat(session.getContainer()).isSameAs(client);
        assertThat(session.getRequestURI()).hasToString("ws://localhost:8080/app/chat/lobby?lang=de&lang=en");
        assertThat(session.getPathParameters()).isEmpty();
        assertThat(session.getOpenSessions()).containsExactly(session);
        Session other = SERVER_SESSIONS.get(0);
        assertThat(other.getNegotiatedSubprotocol()).isEqualTo("chat.1");
        assertThat(other.getContainer()).isSameAs(server);
        assertThat(other.getRequestURI()).hasToString("ws://localhost:8080/app/chat/lobby?lang=de&lang=en");
        assertThat(other.getQueryString()).isEqualTo("lang=de&lang=en");
        assertThat(other.getRequestParameterMap()).isEqualTo(Map.of("lang", List.of("de", "en")));
        assertThat(other.getPathParameters()).isEqualTo(Map.of("room", "lobby"));
        assertThat(other.getUserProperties()).isEqualTo(Map.of("agent", "nobody"));
        assertThat(other.getOpenSessions()).containsExactly(other);
        for (HawserSession end : List.of(HawserSession.of(session), HawserSession.of(other))) {
            assertThat(end.requestHeaders().get("SEC-websocket-version")).containsExactly("13");
            assertThat(end.responseHeaders().get("sec-websocket-protocol")).containsExactly("chat.1");
        }
    }

    @Test
    void eachEndMeasuresItsLatencyAndSeesNoPongOfIt() throws Exception {
        HawserSession session = HawserSession.of(connect(guest, "lobby"));
        CompletableFuture<Duration> answer = session.ping();
        connector.pump();
        assertThat(answer).isCompleted();
        assertThat(session.latency()).isPresent();
        assertThat(guest.heard).noneMatch(line -> line.startsWith("pong"));
    }

    @Test
    void pingsKeepBothEndsAliveThoughNobodySaysAnything() throws Exception {
        Session session = connect(guest, "lobby");
        connector.passMillis(100_000, client, server);
        assertThat(session.isOpen()).isTrue();
        assertThat(HawserSession.of(session).latency()).isPresent();
        assertThat(HawserSession.of(SERVER_SESSIONS.get(0)).latency()).isPresent();
    }

    @Test
    void whatAConfiguratorPutsThereForOneClientIsNotSeenByAnother() throws Exception {
        connect(guest, "one");
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("User-Agent", List.of("robot"));
                    }

                    @Override
                    public void afterResponse(HandshakeResponse response) {
                        guest.heard.add("response " + response.getHeaders().get("x-room"));
                    }
                })
                .build();
        config.getUserProperties().put("mine", 1);
        Session second = client.connectToServer(new Recorder(), config, URI.create("ws://localhost/app/chat/two"));
        assertThat(second.getUserProperties()).isEqualTo(Map.of("mine", 1));
        assertThat(SERVER_SESSIONS.get(0).getUserProperties()).isEqualTo(Map.of("agent", "nobody"));
        assertThat(SERVER_SESSIONS.get(1).getUserProperties()).isEqualTo(Map.of("agent", "robot"));
        assertThat(guest.heard).contains("response [open]");
    }

    @Test
    void everybodyInTheRoomHearsWhatOneSays() throws Exception {
        Guest second = new Guest();
        Session session = connect(guest, "lobby");
        connect(second, "lobby");
        session.getBasicRemote().sendText("hi");
        connector.pump();
        assertThat(guest.heard).endsWith("text said hi");
        assertThat(second.heard).endsWith("text lobby: hi");
        session.close();
        connector.pump();
        assertThat(SERVER_SESSIONS.get(1).getOpenSessions()).containsExactly(SERVER_SESSIONS.get(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void messagesOfAnySizeCrossWhereverTheInputIsCut(int pieces) throws Exception {
        Session session = connect(guest, "lobby");
        connector.last().client.splitInput(pieces);
        connector.last().server.splitInput(pieces);
        List<String> expected = new ArrayList<>(List.of("open", "text welcome to lobby"));
        for (int size : new int[] {0, 1, 125, 126, 65_535, 65_536, 100_000}) {
            session.getBasicRemote().sendText("x".repeat(size));
            connector.pump();
            expected.add("text said " + "x".repeat(size));
        }
        assertThat(guest.heard).isEqualTo(expected);
    }

    @Test
    void anErrorOfTheServersMethodLeavesTheSessionOpen() throws Exception {
        Session session = connect(guest, "lobby");
        session.getBasicRemote().sendText("fail");
        session.getBasicRemote().sendText("go on");
        connector.pump();
        assertThat(SERVER_HEARD).containsExactly("open lobby", "text fail", "error asked to fail", "text go on");
        assertThat(guest.heard).endsWith("text said go on");
    }

    @Test
    void theServerClosesAndBothAreToldTheSame() throws Exception {
        connect(guest, "lobby");
        SERVER_SESSIONS.get(0).close(new CloseReason(CloseCodes.getCloseCode(4001), "kicked"));
        connector.pump();
        assertThat(guest.heard).endsWith("close 4001 kicked");
        assertThat(SERVER_HEARD).endsWith("close 4001 kicked");
        assertThat(server.isIdle()).isTrue();
        assertThat(client.isIdle()).isTrue();
    }

    @Test
    void bothCloseAtOnce() throws Exception {
        Session session = connect(guest, "lobby");
        session.close(new CloseReason(CloseCodes.getCloseCode(4001), "client"));
        SERVER_SESSIONS.get(0).close(new CloseReason(CloseCodes.getCloseCode(4002), "server"));
        connector.pump();
        assertThat(guest.heard).endsWith("close 4001 client");
        assertThat(SERVER_HEARD).endsWith("close 4002 server");
        assertThat(server.isIdle()).isTrue();
        assertThat(client.isIdle()).isTrue();
    }

    @Test
    void aSilentPeerIsLeftBehindAfterTheCloseTimeout() throws Exception {
        connect(guest, "lobby");
        connector.last().client.stall();
        SERVER_SESSIONS.get(0).close();
        connector.pump();
        assertThat(SERVER_HEARD).endsWith("close 1000 ");
        assertThat(server.isIdle()).isFalse();
        connector.passMillis(1000, server);
        assertThat(server.isIdle()).isTrue();
    }

    @Test
    void anIdleSessionIsClosed() throws Exception {
        server.setDefaultMaxSessionIdleTimeout(1000);
        Session session = connect(guest, "lobby");
        connector.pump();
        connector.passMillis(900, server, client);
        assertThat(session.isOpen()).isTrue();
        connector.passMillis(100, server, client);
        assertThat(SERVER_HEARD).endsWith("close 1006 idle for 1000 ms");
        assertThat(guest.heard).endsWith("close 1001 idle for 1000 ms");
    }

    @Test
    void theEndOfTheConnectionWithoutACloseReachesBothAs1006() throws Exception {
        connect(guest, "lobby");
        connector.last().server.arriveEnd();
        connector.pump();
        assertThat(SERVER_HEARD).endsWith("close 1006 ");
        assertThat(guest.heard).endsWith("close 1006 ");
    }

    @Test
    void aResetReachesBothAs1006() throws Exception {
        connect(guest, "lobby");
        connector.last().server.abort();
        connector.pump();
        assertThat(SERVER_HEARD).endsWith("close 1006 ");
        assertThat(guest.heard).contains("error connection reset by peer").endsWith("close 1006 ");
    }

    @Test
    void aServerThatStopsClosesItsSessionsWith1001() throws Exception {
        connect(guest, "lobby");
        server.shutdown();
        connector.pump();
        assertThat(SERVER_HEARD).endsWith("close 1001 the container is stopping");
        assertThat(guest.heard).endsWith("close 1001 the container is stopping");
        assertThat(server.isIdle()).isTrue();
    }

    @Test
    void aClientThatStopsClosesItsSessionsWith1001() throws Exception {
        connect(guest, "lobby");
        client.shutdown();
        connector.pump();
        assertThat(guest.heard).endsWith("close 1001 the container is stopping");
        assertThat(SERVER_HEARD).endsWith("close 1001 the container is stopping");
        assertThat(client.isIdle()).isTrue();
    }

    @Test
    void aConnectionThatOpensWhileItsServerStopsIsClosedToo() throws Exception {
        connector.change = upgrade -> {
            server.shutdown();
            return upgrade;
        };
        connect(guest, "lobby");
        connector.pump();
        assertThat(SERVER_HEARD).endsWith("close 1001 the container is stopping");
        assertThat(guest.heard).containsExactly("open", "close 1001 the container is stopping");
    }

    @Test
    void programmaticEndpointsTalkToo() throws Exception {
        server.addEndpoint(
                ServerEndpointConfig.Builder.create(Echo.class, "/echo").build());
        Recorder recorder = new Recorder();
        Session session = client.connectToServer(recorder, null, URI.create("ws://localhost/app/echo"));
        session.getBasicRemote().sendText("hello");
        connector.pump();
        session.close();
        connector.pump();
        assertThat(recorder.heard).containsExactly("open", "text echo hello", "close 1000");
    }

    /** Adds a handler in {@code onOpen}. */
    public static class Echo extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(new MessageHandler.Whole<String>() {
                @Override
                public void onMessage(String message) {
                    session.getAsyncRemote().sendText("echo " + message);
                }
            });
        }
    }

    /** Records its callbacks. */
    public static class Recorder extends Endpoint {

        private final List<String> heard = new ArrayList<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            heard.add("open");
            session.addMessageHandler(String.class, message -> heard.add("text " + message));
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            heard.add("close " + reason.getCloseCode().getCode());
        }
    }

    @Test
    void defaultsOfTheContainerAreWhereSessionsStart() throws Exception {
        client.setDefaultMaxTextMessageBufferSize(5);
        client.setDefaultMaxBinaryMessageBufferSize(6);
        client.setAsyncSendTimeout(7);
        client.setDefaultMaxSessionIdleTimeout(-1);
        assertThat(client.getDefaultMaxTextMessageBufferSize()).isEqualTo(5);
        assertThat(client.getDefaultMaxBinaryMessageBufferSize()).isEqualTo(6);
        assertThat(client.getDefaultAsyncSendTimeout()).isEqualTo(7);
        assertThat(client.getDefaultMaxSessionIdleTimeout()).isZero();
        assertThat(client.getInstalledExtensions())
                .singleElement()
                .satisfies(extension -> assertThat(extension.getName()).isEqualTo("permessage-deflate"));
        List<Number> seen = new ArrayList<>();
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                seen.add(session.getMaxTextMessageBufferSize());
                seen.add(session.getMaxBinaryMessageBufferSize());
                seen.add(session.getAsyncRemote().getSendTimeout());
                seen.add(session.getMaxIdleTimeout());
            }
        };
        client.connectToServer(endpoint, null, URI.create("ws://localhost/app/chat/lobby"));
        assertThat(seen).containsExactly(5, 6, 7L, 0L);
    }

    @Test
    void aMessageThatIsTooLargeForTheClientEndsTheSessionOnBothSides() throws Exception {
        client.setDefaultMaxTextMessageBufferSize(5);
        connect(guest, "lobby");
        connector.pump();
        // The welcome is longer than five bytes.
        assertThat(guest.heard.get(1)).contains("maxTextMessageSize");
        assertThat(guest.heard.get(2)).startsWith("close 1009");
        assertThat(SERVER_HEARD.get(1)).startsWith("close 1009");
    }
}
