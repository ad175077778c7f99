package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.HawserSession;
import io.hawser.Settings;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a session is noticed, and its resources are released. */
@Timeout(120)
class EndOfSessionTest {

    /** Blocks on its first message until it is released. */
    @ServerEndpoint("/stuck")
    public static class Stuck {
        static volatile CountDownLatch release;
        static volatile CompletableFuture<CloseReason> closed;

        @OnMessage
        public void message(ByteBuffer message) throws InterruptedException {
            release.await();
        }

        @OnClose
        public void close(CloseReason reason) {
            closed.complete(reason);
        }
    }

    private static Session connect(HawserServer server, String path) throws Exception {
        return ContainerProvider.getWebSocketContainer()
                .connectToServer(
                        new CollectingClient(),
                        ClientEndpointConfig.Builder.create().build(),
                        URI.create(server.uri() + path));
    }

    @Test
    void aCloseThatComesWhileReadingIsPausedIsSeenAllTheSame() throws Exception {
        Stuck.release = new CountDownLatch(1);
        Stuck.closed = new CompletableFuture<>();
        try (HawserServer server =
                HawserServer.builder().addEndpoint(Stuck.class).start()) {
            Session session = connect(server, "stuck");
            // More than the server reads ahead of a method that does not return.
            for (int i = 0; i < 10; i++) {
                session.getAsyncRemote().sendBinary(ByteBuffer.allocate(500_000));
            }
            session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "bye"));
            Stuck.release.countDown();
            assertThat(Stuck.closed.get(60, TimeUnit.SECONDS).getCloseCode())
                    .isEqualTo(CloseReason.CloseCodes.GOING_AWAY);
        }
    }

    @Test
    void noTimerKeepsAClosedSessionInMemory() throws Exception {
        Settings settings = Settings.defaults()
                .idleTimeout(Duration.ofMillis(600_000))
                .asyncSendTimeout(Duration.ofMillis(600_000))
                .pingInterval(Duration.ofMillis(600_000));
        try (HawserServer server = HawserServer.builder()
                .addEndpoint(Endpoints.Echo.class)
                .settings(defaults -> defaults.with(settings))
                .start()) {
            WeakReference<Session> closed = openAndClose(server);
            await().until(() -> {
                System.gc();
                return closed.get() == null;
            });
        }
    }

    private static WeakReference<Session> openAndClose(HawserServer server) throws Exception {
        Session session = connect(server, "echo");
        session.setMaxIdleTimeout(600_000);
        session.getAsyncRemote().setSendTimeout(600_000);
        session.getAsyncRemote().sendText("hello").get();
        HawserSession.of(session).ping().get(30, TimeUnit.SECONDS);
        session.close();
        return new WeakReference<>(session);
    }
}
