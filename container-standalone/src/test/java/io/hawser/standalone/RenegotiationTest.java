package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A peer that starts TLS 1.2 handshakes repeatedly. */
@Timeout(60)
class RenegotiationTest {

    private static final int MANY = 50;

    private static Certificates certificates;

    @BeforeAll
    static void makeKey(@TempDir Path directory) throws Exception {
        certificates = Certificates.of(directory, "dns:localhost,ip:127.0.0.1");
    }

    @Test
    void aClientsIsRefusedInASession() throws Exception {
        aClientsIsRefused(true);
    }

    @Test
    void aClientsIsRefusedBeforeTheFirstRequest() throws Exception {
        aClientsIsRefused(false);
    }

    private static void aClientsIsRefused(boolean inSession) throws Exception {
        try (Logged logged = new Logged();
                HawserServer server = HawserServer.builder()
                        .addEndpoint(Endpoints.Echo.class)
                        .tls(certificates.server())
                        .start();
                RawPeer good = new RawPeer(connect(server, "TLSv1.2"));
                SSLSocket hostile = connect(server, "TLSv1.2")) {
            good.send(RawPeer.handshake("/echo")).head();
            hostile.startHandshake();
            if (inSession) {
                RawPeer peer = new RawPeer(hostile);
                peer.send(RawPeer.handshake("/echo")).head();
                peer.send(RawPeer.frame("in good order"));
                assertThat(peer.text()).isEqualTo("in good order");
            }

            assertThat(renegotiations(hostile)).isZero();
            assertThat(logged.linesWith("is closed: the peer has begun another TLS handshake"))
                    .hasSize(inSession ? 0 : 1);

            // All records of a long message, including heads that are split between two reads.
            String message = "a".repeat(200_000);
            good.send(RawPeer.frame(message));
            assertThat(good.text()).isEqualTo(message);
        }
    }

    private static SSLSocket connect(HawserServer server, String version) throws Exception {
        SSLSocket socket = (SSLSocket)
                certificates.client().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        socket.setEnabledProtocols(new String[] {version});
        return socket;
    }

    /** {@return how many further handshakes the other end accepts} */
    private static int renegotiations(SSLSocket socket) {
        int done = 0;
        try {
            for (; done < MANY; done++) {
                CompletableFuture<Void> shaken = new CompletableFuture<>();
                socket.addHandshakeCompletedListener(event -> shaken.complete(null));
                socket.startHandshake();
                while (!shaken.isDone()) {
                    // The thread that reads performs further handshakes.
                    socket.setSoTimeout(100);
                    read(socket);
                }
            }
        } catch (IOException e) {
            // The handshake is refused.
        }
        return done;
    }

    private static void read(SSLSocket socket) throws IOException {
        try {
            if (socket.getInputStream().read() < 0) {
                throw new IOException("the end");
            }
        } catch (SocketTimeoutException e) {
            // The read may find only the handshake.
        }
    }

    @Test
    void aServersAreBounded() throws Exception {
        try (SSLServerSocket listener = (SSLServerSocket) certificates
                .server()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setEnabledProtocols(new String[] {"TLSv1.2"});
            CompletableFuture<Integer> done = CompletableFuture.supplyAsync(() -> {
                try (SSLSocket socket = (SSLSocket) listener.accept()) {
                    RawPeer peer = new RawPeer(socket);
                    peer.send(RawServer.accepting(peer.head()));
                    return renegotiations(socket);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            CollectingClient client = new CollectingClient();
            ContainerProvider.getWebSocketContainer()
                    .connectToServer(
                            client,
                            ClientEndpointConfig.Builder.create()
                                    .sslContext(certificates.client())
                                    .build(),
                            URI.create("wss://localhost:" + listener.getLocalPort() + "/"));

            assertThat(client.closeCode()).isEqualTo(1006);
            assertThat(done.get(30, TimeUnit.SECONDS)).isBetween(1, MANY - 1);
        }
    }
}
