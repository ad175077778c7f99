package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hawser.standalone.tls.Tls;
import io.netty.buffer.UnpooledByteBufAllocator;
import jakarta.websocket.ClientEndpointConfig;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server checks at its start whether TLS clients can connect. */
@Timeout(120)
class ServerKeyTest {

    private static Certificates localhost;

    @BeforeAll
    static void makeKey(@TempDir Path directory) throws Exception {
        localhost = Certificates.of(directory, "dns:localhost,ip:127.0.0.1");
    }

    private static SSLContext context(KeyManager... keys) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, null, null);
        return context;
    }

    private static void assertRefused(SSLContext context) {
        // The deployment, which would fail, does not begin.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HawserServer.builder()
                        .tls(context)
                        .addEndpoint("no.such.Class")
                        .start())
                .withMessage("tls: the SSLContext has no key that a server can use, so no client could connect;"
                        + " the SSLContext for HawserServer.builder().tls has to be initialised with a KeyManager for a"
                        + " private key and its certificate")
                .withCauseInstanceOf(SSLException.class);
    }

    private static void assertServes(SSLContext context) throws Exception {
        try (HawserServer server = HawserServer.builder()
                .tls(context)
                .addEndpoint(Endpoints.Echo.class)
                .start()) {
            CollectingClient client = new CollectingClient();
            ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                    .sslContext(localhost.client())
                    .build();
            StandaloneContainerProvider.container()
                    .connectToServer(client, config, server.uri().resolve("echo"))
                    .getBasicRemote()
                    .sendText("hello");
            assertThat(client.next()).isEqualTo("hello");
        }
    }

    @Test
    void aContextWithoutKeyManagersIsRefused() throws Exception {
        assertRefused(context());
        SSLContext none = SSLContext.getInstance("TLSv1.2");
        none.init(null, null, null);
        assertRefused(none);
        assertRefused(localhost.client());
        // It has the key that the system properties of the JDK name. They name none here.
        assertRefused(SSLContext.getDefault());
    }

    @Test
    void aContextWhoseKeyStoreHasNoKeyIsRefused() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(empty, new char[0]);
        assertRefused(context(keys.getKeyManagers()));
    }

    @Test
    void aContextWhoseKeyManagerHasNoKeyIsRefused() throws Exception {
        assertRefused(context(new NamedKeys(localhost.keys(), "elsewhere.example")));
    }

    /** The handshake decides which protocols and suites fit a key. */
    @Test
    void aKeyForWhichThereIsNoCipherSuiteIsRefused(@TempDir Path directory) throws Exception {
        assertRefused(
                Certificates.of(directory, "dns:localhost", "-keyalg", "DSA").server());
    }

    @Test
    void aKeyServes(@TempDir Path directory) throws Exception {
        assertServes(localhost.server());
        assertThatCode(() -> Tls.checkServer(
                        Certificates.of(directory, "dns:localhost", "-keyalg", "RSA")
                                .server(),
                        "localhost"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3", "TLS"})
    void aContextOfAnyNameServes(String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance(protocol);
        context.init(new KeyManager[] {localhost.keys()}, null, null);
        Tls.checkServer(context, "0.0.0.0");
    }

    /** A server for several hosts may have keys only for hosts that a client names. */
    @Test
    void aKeyManagerThatWantsTheNameOfTheHostServes() throws Exception {
        assertServes(context(new NamedKeys(localhost.keys(), "localhost")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_host", "a..b", "-", "[::1]", "x.y_z."})
    void aHostWhoseNameDnsHasNotIsNotNamed(String host) throws Exception {
        assertThat(Tls.client(localhost.client(), host, 443, UnpooledByteBufAllocator.DEFAULT, Runnable::run)
                        .engine()
                        .getSSLParameters()
                        .getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
    }

    @Test
    void aHostIsNamedWithoutTheDotAtItsEnd() throws Exception {
        assertThat(Tls.client(localhost.client(), "localhost.", 443, UnpooledByteBufAllocator.DEFAULT, Runnable::run)
                        .engine()
                        .getSSLParameters()
                        .getServerNames())
                .containsExactly(new SNIHostName("localhost"));
    }

    /** Has a key for only one host name. */
    private static final class NamedKeys extends X509ExtendedKeyManager {

        private final X509ExtendedKeyManager keys;
        private final String name;

        NamedKeys(X509ExtendedKeyManager keys, String name) {
            this.keys = keys;
            this.name = name;
        }

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            boolean named = ((ExtendedSSLSession) engine.getHandshakeSession())
                    .getRequestedServerNames()
                    .equals(List.of(new SNIHostName(name)));
            return named ? keys.chooseEngineServerAlias(keyType, issuers, engine) : null;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return keys.getServerAliases(keyType, issuers);
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }
}
