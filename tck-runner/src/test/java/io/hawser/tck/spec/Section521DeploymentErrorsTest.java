package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.standalone.HawserServer;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jakarta WebSocket 2.2, section 5.2.1: Deployment Errors. The tests of chapter 4 have those of that chapter. */
class Section521DeploymentErrorsTest {

    /** Breaks a rule. */
    @ServerEndpoint("/bad")
    @ClientEndpoint
    public static class Bad {
        @OnError
        public void noThrowable(Session session) {}
    }

    /** Records that it is deployed. */
    public static class Noticing extends ServerEndpointConfig.Configurator {
        public Noticing() {
            Journal.add("deployed");
        }
    }

    /** Is well formed. */
    @ServerEndpoint(value = "/noticed", configurator = Noticing.class)
    public static class Noticed {
        @OnMessage
        public String message(String text) {
            return text;
        }
    }

    /** A configurator that fails in its constructor. */
    public static class Failing extends ServerEndpointConfig.Configurator {
        public Failing() {
            throw new IllegalStateException("out of something");
        }
    }

    /** Has a configurator that fails. */
    @ServerEndpoint(value = "/failing", configurator = Failing.class)
    public static class WithFailing {}

    @Test
    @Proves("5.2.1-1")
    void containerThatCannotListenSaysWhere() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> HawserServer.builder()
                            .host(taken.getInetAddress().getHostAddress())
                            .port(taken.getLocalPort())
                            .addEndpoint(Echo.class)
                            .start()
                            .close())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    @Proves("5.2.1-1")
    void errorWhileAClassIsMadeSaysWhichClassAndWhy() {
        Refused.byServer(WithFailing.class, Failing.class.getName(), "out of something");
    }

    @Test
    @Proves("5.2.1-2")
    void malformedEndpointIsReportedWithClassMethodAndRule() throws Exception {
        Refused.byBoth(Bad.class, "Bad.noThrowable(jakarta.websocket.Session)", "@OnError", "Throwable");
    }

    @Test
    @Proves("5.2.1-3")
    void oneErrorHaltsTheDeploymentAndNothingIsInService() throws Exception {
        Journal.clear();
        // The port is in use. A server that tried to listen would report that instead.
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> HawserServer.builder()
                            .host(taken.getInetAddress().getHostAddress())
                            .port(taken.getLocalPort())
                            .addEndpoint(Echo.class)
                            .addEndpoint(Bad.class)
                            .addEndpoint(Noticed.class)
                            .start()
                            .close())
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(Bad.class.getName());
        }
        assertThat(Journal.lines()).as("endpoints behind the bad one").isEmpty();
        try (Site site = Site.of(Echo.class, Noticed.class)) {
            Journal.expect("deployed");
            Client client = new Client();
            site.connect(client, "/noticed").getBasicRemote().sendText("a");
            client.expect("text a");
        }
    }

    @Test
    @Proves({"5.2.1-3", "5.2.1-5"})
    void startOfAServerReportsABadEndpointWhereverItStands() {
        for (List<Class<?>> endpoints :
                List.<List<Class<?>>>of(List.of(Bad.class, Echo.class), List.of(Echo.class, Bad.class))) {
            var builder = HawserServer.builder();
            endpoints.forEach(builder::addEndpoint);
            assertThatThrownBy(() -> builder.start().close())
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(Bad.class.getName());
        }
    }

    @Test
    @Proves({"5.2.1-3", "5.2.1-5"})
    void badProgrammaticEndpointIsReportedToo() {
        Refused.byServer(
                ServerEndpointConfig.Builder.create(Minimal.class, "/bad")
                        .encoders(List.of(Word.EncoderWithArgument.class))
                        .build(),
                Word.EncoderWithArgument.class.getName());
    }

    /** Does nothing. */
    public static class Minimal extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    @Test
    @Proves("5.2.1-4")
    void clientContainerThrowsADeploymentException() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            assertThatThrownBy(() -> site.client().connectToServer(Bad.class, site.uri("/echo")))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("noThrowable");
            assertThatThrownBy(() -> site.connect(new Bad(), "/echo"))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("noThrowable");
            ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                    .decoders(List.of(Word.DecoderWithArgument.class))
                    .build();
            assertThatThrownBy(() -> site.connect(new Minimal(), config, "/echo"))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(Word.DecoderWithArgument.class.getName());
            assertThatThrownBy(() -> site.client().connectToServer(Minimal.class, config, site.uri("/echo")))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(Word.DecoderWithArgument.class.getName());
            // The failed client has not connected, and a correct client can connect.
            Client client = new Client();
            site.connect(client, "/echo").getBasicRemote().sendText("a");
            client.expect("text a");
        }
    }

    /** Has a path that another endpoint has. */
    @ServerEndpoint("/echo")
    public static class OtherEcho {}

    /** Sends a message when it is open. */
    @ServerEndpoint("/later")
    public static class Later {
        @OnOpen
        public void open(Session session) {
            session.getAsyncRemote().sendText("open");
        }
    }

    @Test
    @Proves("5.2.1")
    void errorOfAnEndpointThatIsAddedLaterGoesToTheCallerAndTheOthersStay() throws Exception {
        try (Site site = Site.of(Echo.class)) {
            assertThatThrownBy(() -> site.server().container().addEndpoint(Bad.class))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(Bad.class.getName());
            assertThatThrownBy(() -> site.server().container().addEndpoint(OtherEcho.class))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContainingAll(OtherEcho.class.getName(), Echo.class.getName(), "/echo");
            site.server().container().addEndpoint(Later.class);
            Client client = new Client();
            site.connect(client, "/later");
            client.expect("text open");
            Client echo = new Client();
            site.connect(echo, "/echo").getBasicRemote().sendText("a");
            echo.expect("text a");
        }
    }
}
