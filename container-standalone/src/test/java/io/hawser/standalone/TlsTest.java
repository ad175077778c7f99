package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.NotSslRecordException;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TlsTest {

    private static Certificates localhost;
    private static Certificates elsewhere;

    private HawserServer server;

    @BeforeAll
    static void makeKeys(@TempDir Path directory) throws Exception {
        localhost = Certificates.of(directory, "dns:localhost,ip:127.0.0.1");
        elsewhere = Certificates.of(directory, "dns:elsewhere.example");
    }

    @AfterEach
    void end() {
        if (server != null) {
            server.close();
        }
    }

    private void start(SSLContext tls) throws Exception {
        server = HawserServer.builder()
                .addEndpoint(Endpoints.Echo.class)
                .tls(tls)
                .settings(settings ->
                        settings.openTimeout(Duration.ofMillis(2000)).maxBinaryMessageSize(8 << 20))
                .start();
    }

    private static Session connect(CollectingClient client, SSLContext tls, String uri) throws Exception {
        ClientEndpointConfig config =
                ClientEndpointConfig.Builder.create().sslContext(tls).build();
        Session session = ContainerProvider.getWebSocketContainer().connectToServer(client, config, URI.create(uri));
        session.setMaxBinaryMessageBufferSize(8 << 20);
        return session;
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void serverAndClientTalkOverTls(String host) throws Exception {
        start(localhost.server());
        assertThat(server.uri()).hasScheme("wss");
        assertThat(server.httpUri()).hasScheme("https");
        CollectingClient client = new CollectingClient();
        Session session = connect(client, localhost.client(), "wss://" + host + ":" + server.port() + "/echo");
        assertThat(session.isSecure()).isTrue();
        session.getBasicRemote().sendText("secret");
        assertThat(client.next()).isEqualTo("secret");

        byte[] large = new byte[5 << 20];
        new Random(7).nextBytes(large);
        session.getBasicRemote().sendBinary(ByteBuffer.wrap(large));
        assertThat(client.next()).isEqualTo(ByteBuffer.wrap(large));

        session.close();
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    /** Without the check of the name, a trusted certificate of another host would be accepted. */
    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        start(elsewhere.server());
        assertThatThrownBy(() -> connect(
                        new CollectingClient(), elsewhere.client(), "wss://localhost:" + server.port() + "/echo"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("localhost:" + server.port())
                .hasMessageContaining("TLS handshake")
                .hasMessageNotContaining("trusted");
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefusedAndBothEndsSayIt() throws Exception {
        start(localhost.server());
        try (Logged logged = new Logged()) {
            assertThatThrownBy(() -> connect(
                            new CollectingClient(), elsewhere.client(), "wss://localhost:" + server.port() + "/echo"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("TLS handshake: the server's certificate is not trusted")
                    .hasMessageContaining("ClientEndpointConfig.Builder.sslContext")
                    .hasRootCauseInstanceOf(GeneralSecurityException.class);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(logged.linesWith("is closed: the client rejected our certificate"))
                            .singleElement()
                            .asString()
                            // The JDK of the client decides which alert it sends.
                            .containsPattern("(bad_certificate|certificate_unknown)$"));
        }
    }

    @Test
    void aClientOfTlsHearsThatTheServerDoesNotSpeakItAndTheServerLogsIt() throws Exception {
        server = HawserServer.builder().addEndpoint(Endpoints.Echo.class).start();
        try (Logged logged = new Logged()) {
            assertThatThrownBy(() -> connect(
                            new CollectingClient(), localhost.client(), "wss://localhost:" + server.port() + "/echo"))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("TLS handshake: the server does not speak TLS: is ws meant rather than wss?")
                    .hasRootCauseInstanceOf(NotSslRecordException.class);
            assertThat(logged.linesWith("the client speaks TLS, which this server does not"))
                    .singleElement()
                    .asString()
                    .matches("c\\d+ 127\\.0\\.0\\.1:\\d+ is closed: .*");
        }
    }

    @Test
    void aClientWithoutTlsHearsThatTheServerMaySpeakIt() throws Exception {
        start(localhost.server());
        assertThatThrownBy(() -> connect(new CollectingClient(), null, "ws://localhost:" + server.port() + "/echo"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(" (if it speaks TLS, use wss)");
    }

    @Test
    void withoutSettingsTheDefaultsOfTheJdkDecideAndTrustNoTestKey() throws Exception {
        start(localhost.server());
        assertThatThrownBy(() -> connect(new CollectingClient(), null, "wss://localhost:" + server.port() + "/echo"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("TLS handshake: the server's certificate is not trusted")
                .hasRootCauseInstanceOf(CertPathBuilderException.class);
    }

    /** Without the name in the first message, a server with many hosts sends the certificate of another host. */
    @Test
    void theClientNamesTheHost() throws Exception {
        try (SSLServerSocket listener = (SSLServerSocket) localhost
                .server()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<SNIServerName>> names = new CompletableFuture<>();
            Thread accepting = new Thread(() -> {
                try (SSLSocket socket = (SSLSocket) listener.accept()) {
                    socket.startHandshake();
                    names.complete(((ExtendedSSLSession) socket.getSession()).getRequestedServerNames());
                } catch (Exception e) {
                    names.completeExceptionally(e);
                }
            });
            accepting.start();
            assertThatThrownBy(() -> connect(
                            new CollectingClient(),
                            localhost.client(),
                            "wss://localhost:" + listener.getLocalPort() + "/echo"))
                    .isInstanceOf(IOException.class);

            assertThat(names.get(20, TimeUnit.SECONDS)).containsExactly(new SNIHostName("localhost"));
            accepting.join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsOfTlsAreSpoken(String version) throws Exception {
        start(localhost.server());
        try (RawPeer peer = new RawPeer(tlsSocket(version))) {
            assertThat(peer.send(RawPeer.handshake("/echo")).head()).startsWith("HTTP/1.1 101 ");
            peer.send(RawPeer.frame("hello"));
            assertThat(peer.text()).isEqualTo("hello");
        }
    }

    @Test
    void framesThatComeWithTheRequestAreNotLost() throws Exception {
        start(localhost.server());
        try (RawPeer peer = new RawPeer(tlsSocket("TLSv1.3"))) {
            byte[] request = RawPeer.handshake("/echo").getBytes(StandardCharsets.US_ASCII);
            peer.send(request, RawPeer.frame("one"));

            assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
            assertThat(peer.text()).isEqualTo("one");
        }
    }

    @Test
    void aPeerThatStaysSilentInTheTlsHandshakeIsClosedAndLoggedInOneLine() throws Exception {
        start(localhost.server());
        try (Logged logged = new Logged();
                RawPeer silent = RawPeer.connect(server.port())) {
            // The head of a TLS record that never arrives.
            silent.send(new byte[] {0x16, 0x03, 0x01, 0x02});
            assertThat(silent.rest()).isEmpty();
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(logged.linesWith("openTimeout")).hasSize(1));
        }
    }

    @Test
    void whatIsNotTlsIsClosedAndLoggedInOneLineWithoutItsBytes() throws Exception {
        start(localhost.server());
        try (Logged logged = new Logged();
                RawPeer plain = RawPeer.connect(server.port())) {
            plain.send(RawPeer.handshake("/echo"));
            plain.rest();
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(logged.linesWith("is closed:")).hasSize(1));
            assertThat(logged.records()).allMatch(entry -> entry.getThrown() == null);
        }
    }

    private SSLSocket tlsSocket(String version) throws Exception {
        SSLSocket socket = (SSLSocket)
                localhost.client().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        socket.setSSLParameters(parameters);
        return socket;
    }
}
