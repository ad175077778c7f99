package io.hawser.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.container.HawserClientContainer;
import io.hawser.standalone.CollectingClient;
import io.hawser.standalone.Endpoints;
import io.hawser.standalone.HawserServer;
import io.hawser.standalone.Logged;
import io.hawser.standalone.loop.Io;
import io.hawser.transport.ConnectorProvider;
import io.hawser.transport.OwnConnector;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of clients: of the shared container, and of separate connectors. */
@Timeout(120)
class SharedClientTest {

    private final SharedClient shared = new SharedClient();
    private HawserServer server;

    /** Waits in a callback until an interrupt, or even beyond it. */
    private static final class Blocked extends Endpoint {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final CompletableFuture<String> interrupted = new CompletableFuture<>();
        private final boolean stubborn;

        Blocked(boolean stubborn) {
            this.stubborn = stubborn;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) message -> block());
        }

        private void block() {
            entered.countDown();
            boolean again = true;
            while (again) {
                try {
                    released.await();
                    again = false;
                } catch (InterruptedException e) {
                    interrupted.complete(Thread.currentThread().getName());
                    again = stubborn;
                }
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = HawserServer.builder().addEndpoint(Endpoints.Echo.class).start();
    }

    @AfterEach
    void stop() {
        shared.end();
        server.close();
    }

    private URI echo() {
        return server.uri().resolve("echo");
    }

    private void enter(HawserClientContainer container, Blocked blocked) throws Exception {
        container.connectToServer(blocked, null, echo()).getBasicRemote().sendText("block");
        blocked.entered.await();
    }

    @Test
    void theEndClosesSessionsAndTheNextWhoAsksGetsAnotherContainer() throws Exception {
        HawserClientContainer first = shared.get();
        CollectingClient client = new CollectingClient();
        first.connectToServer(client, null, echo());

        shared.end();

        assertThat(client.closed)
                .isCompletedWithValueMatching(reason -> reason.getCloseCode().getCode() == 1001);
        assertThatThrownBy(() -> first.connectToServer(new CollectingClient(), null, echo()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("its application has ended");
        HawserClientContainer second = shared.get();
        assertThat(second).isNotSameAs(first);
        assertThat(second.connectToServer(new CollectingClient(), null, echo()).isOpen())
                .isTrue();
    }

    @Test
    void callbacksRunInTheContextOfWhoeverHasConnected() throws Exception {
        List<ClassLoader> seen = new CopyOnWriteArrayList<>();
        Endpoint looking = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                seen.add(Thread.currentThread().getContextClassLoader());
            }

            @Override
            public void onClose(Session session, CloseReason reason) {
                seen.add(Thread.currentThread().getContextClassLoader());
            }
        };
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader application = new ClassLoader(before) {};
        thread.setContextClassLoader(application);
        try {
            shared.get().connectToServer(looking, null, echo());
        } finally {
            thread.setContextClassLoader(before);
        }
        shared.end();
        assertThat(seen).containsExactly(application, application);
    }

    @Test
    void theEndOfWhatWasNeverUsedDoesNothing() {
        shared.end();
        shared.get();
        shared.end();
        shared.end();
        assertThat(shared.get()).isNotNull();
    }

    @Test
    void theProviderOpensConnectorsThatFailTheirAttemptsWhenTheyAreClosed() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("ws://localhost:" + silent.getLocalPort() + "/");
            OwnConnector connector = ConnectorProvider.of(null).open(Settings.defaults(), now -> {});
            HawserClientContainer container = new HawserClientContainer(Settings.defaults(), connector);
            CompletableFuture<Session> hanging = container.connectAsync(new CollectingClient(), null, uri);
            try (Socket accepted = silent.accept()) {
                assertThat(accepted.getInputStream().read()).as("it has begun").isEqualTo('G');

                connector.close();
                connector.close();

                assertThat(hanging)
                        .isCompletedExceptionally()
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .withCauseInstanceOf(IOException.class)
                        .withMessageContaining("in the opening handshake: the container has ended");
            }
            assertThatThrownBy(() -> container.connectToServer(new CollectingClient(), null, echo()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("it was closed, or its application has ended");
        }
    }

    @Test
    void aCallbackThatBlocksIsInterrupted() throws Exception {
        OwnConnector connector = new ClientConnector(Settings.defaults(), now -> {});
        Blocked blocked = new Blocked(false);
        enter(new HawserClientContainer(Settings.defaults(), connector), blocked);
        try (Logged logged = new Logged()) {
            connector.close();

            assertThat(blocked.interrupted).isCompleted();
            assertThat(logged.linesWith("have not ended")).isEmpty();
        }
    }

    @Test
    void aThreadThatCannotBeEndedIsNamed() throws Exception {
        OwnConnector connector = new ClientConnector(Settings.defaults(), now -> {});
        Blocked blocked = new Blocked(true);
        enter(new HawserClientContainer(Settings.defaults(), connector), blocked);
        try (Logged logged = new Logged()) {
            connector.close();

            List<String> lines = logged.linesWith("have not ended");
            assertThat(lines).singleElement().asString().contains("[" + blocked.interrupted.join() + "]");
        } finally {
            blocked.released.countDown();
        }
    }

    @Test
    void aCallbackMayEndItsOwnConnector() throws Exception {
        OwnConnector connector = new ClientConnector(Settings.defaults(), now -> {});
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Endpoint ending = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                session.addMessageHandler(String.class, (MessageHandler.Whole<String>) message -> {
                    connector.close();
                    ended.complete(true);
                });
            }
        };
        new HawserClientContainer(Settings.defaults(), connector)
                .connectToServer(ending, null, echo())
                .getBasicRemote()
                .sendText("end");
        assertThat(ended.join()).isTrue();
    }

    @Test
    void whatStaysWithTheProcessUsesTheFastestIo() {
        assertThat(Io.ofClassesOf(ClassLoader.getSystemClassLoader())).isEqualTo(Io.FASTEST);
        assertThat(Io.ofClassesOf(ClassLoader.getPlatformClassLoader())).isEqualTo(Io.FASTEST);
        assertThat(Io.ofClassesOf(new ClassLoader() {})).isEqualTo(Io.UNLOADABLE);
    }

    @Test
    void aBadSettingOfClientsIsToldToEveryoneWhoAsksUntilItIsGood() {
        System.setProperty(Setting.IDLE_TIMEOUT.property(), "5s");
        try {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(shared::get)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("idleTimeout");
            }
        } finally {
            System.clearProperty(Setting.IDLE_TIMEOUT.property());
        }
        assertThat(shared.get()).isNotNull().isSameAs(shared.get());
    }
}
