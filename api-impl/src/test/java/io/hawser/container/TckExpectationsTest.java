package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.Settings;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The behaviour that the official TCK requires although the specification does not. */
class TckExpectationsTest {

    private final HawserServerContainer server = new HawserServerContainer(Settings.defaults(), "/", null);
    private final MemoryConnector connector = new MemoryConnector(server);
    private final HawserClientContainer client = new HawserClientContainer(Settings.defaults(), connector);
    private final Listener listener = new Listener();

    @ServerEndpoint("/letters/{alphabet}")
    public static class Letters {

        @OnMessage
        public String first(char letter, @PathParam("{alphabet}") String alphabet) {
            return alphabet + " " + letter;
        }
    }

    @ServerEndpoint(value = "/config", configurator = Noting.class)
    public static class Configured {

        private EndpointConfig config;

        @OnOpen
        public void open(EndpointConfig config) {
            this.config = config;
        }

        @OnMessage
        public boolean isOfTheSameClass(String message) {
            return Noting.seen.getClass() == config.getClass();
        }
    }

    public static class Noting extends ServerEndpointConfig.Configurator {

        private static ServerEndpointConfig seen;

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            seen = config;
        }
    }

    @ServerEndpoint("/{z}/{y}/{x}/{w}/{v}/{u}/{t}")
    public static class Variables {

        @OnMessage
        public String names(String message, Session session) {
            return String.join(" ", session.getPathParameters().keySet());
        }
    }

    static class Listener extends Endpoint {

        private final List<String> heard = new ArrayList<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(new MessageHandler.Whole<String>() {
                @Override
                public void onMessage(String message) {
                    heard.add(message);
                }
            });
        }
    }

    public static class Unwilling implements Encoder.Text<List<?>> {

        @Override
        public String encode(List<?> object) {
            throw new IllegalStateException("not today");
        }
    }

    private Session session;

    @BeforeEach
    void connect() throws Exception {
        server.addEndpoint(Letters.class);
        server.addEndpoint(Variables.class);
        server.addEndpoint(Configured.class);
        session = connected("ws://localhost/letters/latin");
    }

    private Session connected(String uri) throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .encoders(List.of(Unwilling.class))
                .build();
        Session connected = client.connectToServer(listener, config, URI.create(uri));
        connector.pump();
        return connected;
    }

    @Test
    void pathParametersAreInTheOrderOfThePath() throws Exception {
        connected("ws://localhost/1/2/3/4/5/6/7").getBasicRemote().sendText("which?");
        connector.pump();
        assertThat(listener.heard).containsExactly("z y x w v u t");
    }

    @Test
    void modifyHandshakeSeesAConfigurationOfTheClassThatOnOpenGets() throws Exception {
        connected("ws://localhost/config").getBasicRemote().sendText("is it?");
        connector.pump();
        assertThat(listener.heard).containsExactly("true");
    }

    @Test
    void aPathVariableMayBeNamedInBraces() throws Exception {
        session.getBasicRemote().sendText("x");
        connector.pump();
        assertThat(listener.heard).containsExactly("latin x");
    }

    @Test
    void aCharacterIsTheFirstOfALongerText() throws Exception {
        session.getBasicRemote().sendText("abc");
        connector.pump();
        assertThat(listener.heard).containsExactly("latin a");
    }

    @Test
    void anEncoderThatThrowsFailsTheFuture() {
        Future<Void> sent = session.getAsyncRemote().sendObject(List.of());
        assertThat(sent)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEncoderThatThrowsFailsTheResult() {
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        session.getAsyncRemote().sendObject(List.of(), result::complete);
        connector.pump();
        assertThat(result)
                .isCompletedWithValueMatching(
                        value -> !value.isOK() && value.getException() instanceof IllegalStateException);
    }
}
