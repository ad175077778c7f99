package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.Settings;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many connections at once, some of which misbehave. */
@Timeout(180)
class ThousandConnectionsTest {

    private static final int CONNECTIONS = 1_000;
    private static final int MESSAGES = 100;

    /** Echoes. */
    @ServerEndpoint("/echo")
    public static class Echo {
        @OnMessage
        public String echo(String message) {
            return message;
        }
    }

    /** Sends each message after the echo of the one before, and records failures. */
    private static final class Client extends Endpoint implements MessageHandler.Whole<String> {

        private final int number;
        private final CountDownLatch done;
        private final AtomicInteger wrong;
        private Session session;
        private int received;

        Client(int number, CountDownLatch done, AtomicInteger wrong) {
            this.number = number;
            this.done = done;
            this.wrong = wrong;
        }

        @Override
        public void onOpen(Session opened, EndpointConfig config) {
            session = opened;
            opened.addMessageHandler(String.class, this);
        }

        void start() {
            for (int i = 0; i < MESSAGES; i++) {
                session.getAsyncRemote().sendText(message(i));
            }
        }

        private String message(int i) {
            return number + ":" + i;
        }

        @Override
        public void onMessage(String message) {
            if (!message.equals(message(received++))) {
                wrong.incrementAndGet();
            }
            if (received == MESSAGES) {
                done.countDown();
            }
        }

        @Override
        public void onClose(Session closed, CloseReason reason) {
            if (received < MESSAGES) {
                wrong.incrementAndGet();
                done.countDown();
            }
        }

        @Override
        public void onError(Session failed, Throwable cause) {
            wrong.incrementAndGet();
        }
    }

    @Test
    void everyMessageComesBackInOrderWhileOthersSendGarbageOrNothing() throws Exception {
        Settings settings = Settings.defaults().openTimeout(Duration.ofMillis(1_000));
        try (HawserServer server = HawserServer.builder()
                .host("127.0.0.1")
                .addEndpoint(Echo.class)
                .settings(defaults -> defaults.with(settings))
                .start()) {
            List<Socket> hostile = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                hostile.add(send(server.port(), ""));
                hostile.add(send(server.port(), "\u0000\u0001garbage\u00ff\r\n\r\n"));
                hostile.add(send(server.port(), "GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgr"));
            }
            AtomicInteger wrong = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(CONNECTIONS);
            List<Client> clients = connect(server.port(), done, wrong);
            clients.forEach(Client::start);

            assertThat(done.await(150, TimeUnit.SECONDS)).as("all have ended").isTrue();
            assertThat(wrong).hasValue(0);
            assertThat(clients).allMatch(client -> client.received == MESSAGES);
            for (Socket socket : hostile) {
                assertThat(isClosedByPeer(socket)).isTrue();
            }
            for (Client client : clients) {
                client.session.close();
            }
        }
    }

    private static List<Client> connect(int port, CountDownLatch done, AtomicInteger wrong) throws Exception {
        WebSocketContainer container = ContainerProvider.getWebSocketContainer();
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        URI uri = URI.create("ws://127.0.0.1:" + port + "/echo");
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Client client = new Client(i, done, wrong);
            container.connectToServer(client, config, uri);
            clients.add(client);
        }
        return clients;
    }

    private static Socket send(int port, String bytes) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Waits for the end of the stream. An answer such as 400 or 408 may precede it. */
    private static boolean isClosedByPeer(Socket socket) throws IOException {
        try (socket) {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketException reset) {
            return true;
        }
    }
}
