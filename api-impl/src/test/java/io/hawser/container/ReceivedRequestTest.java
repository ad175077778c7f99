package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.handshake.Headers;
import io.hawser.transport.RequestContext;
import io.hawser.transport.TransportFacts;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request that a configurator gets. The methods of version 2.3 are called by name and type. */
class ReceivedRequestTest {

    /** Made by keytool for this test. It is valid for a hundred years; the test does not check that. */
    private static final String CLIENT = """
        -----BEGIN CERTIFICATE-----
        MIIBOzCB4aADAgECAghTiF2LbGCb/TAKBggqhkjOPQQDAjARMQ8wDQYDVQQDEwZj
        bGllbnQwIBcNMjYxMTI1MDc0MTQ0WhgPMjEyNjExMDEwNzQxNDRaMBExDzANBgNV
        BAMTBmNsaWVudDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABHBYt9k8GbuopcCq
        zA71spLiiRUz0TtnonqpApzAtxhgYK0eVNwpzzAiEjZp5Q3w1ANTh+5FiHdp/2Q+
        ynbf66KjITAfMB0GA1UdDgQWBBS7TnNppV8duX9Dv2oNtTM6utglrTAKBggqhkjO
        PQQDAgNJADBGAiEA55O/+lSselMiGxEXjS+NZhXduMbZaRvqIIp5Zk0t3q0CIQDm
        UC85pcZkPzMU05btE6VZ0WCHeG4CT8XuCOk4FGwBsQ==
        -----END CERTIFICATE-----
        """;

    private static ReceivedRequest request(TransportFacts facts) {
        return new ReceivedRequest(Map.of(), URI.create("ws://localhost/"), null, Map.of(), facts, RequestContext.NONE);
    }

    private static ReceivedRequest request(SocketAddress local, SocketAddress remote) {
        return request(new TransportFacts("test", local, remote, false, null, null));
    }

    @Test
    void addressesAreThoseOfTheConnection() throws Exception {
        InetAddress address = InetAddress.getByAddress("here.example", new byte[] {10, 0, 0, 1});
        InetAddress peer = InetAddress.getByAddress(new byte[] {10, 0, 0, 2});
        ReceivedRequest request = request(new InetSocketAddress(address, 80), new InetSocketAddress(peer, 5000));
        assertThat(request.getLocalAddress()).isEqualTo("10.0.0.1");
        assertThat(request.getLocalHostName()).isEqualTo("here.example");
        assertThat(request.getLocalPort()).isEqualTo(80);
        assertThat(request.getRemoteAddress()).isEqualTo("10.0.0.2");
        assertThat(request.getRemoteHostName()).as("not looked up").isEqualTo("10.0.0.2");
        assertThat(request.getRemotePort()).isEqualTo(5000);
    }

    @Test
    void whatIsNoInternetAddressHasNoPort() {
        SocketAddress other = new SocketAddress() {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                return "/run/socket";
            }
        };
        ReceivedRequest request = request(other, null);
        assertThat(request.getLocalAddress()).isEqualTo("/run/socket");
        assertThat(request.getLocalHostName()).isEqualTo("/run/socket");
        assertThat(request.getLocalPort()).isEqualTo(-1);
        assertThat(request.getRemoteAddress()).isNull();
        assertThat(request.getRemoteHostName()).isNull();
        assertThat(request.getRemotePort()).isEqualTo(-1);
        assertThat(request(InetSocketAddress.createUnresolved("proxy.example", 1), null)
                        .getLocalHostName())
                .isEqualTo("proxy.example");
    }

    private static TransportFacts tls(Certificate... chain) {
        SSLSession session = (SSLSession) Proxy.newProxyInstance(
                ReceivedRequestTest.class.getClassLoader(),
                new Class<?>[] {SSLSession.class},
                (proxy, method, args) -> {
                    if (chain.length == 0) {
                        throw new SSLPeerUnverifiedException("none");
                    }
                    return chain;
                });
        return new TransportFacts("test", null, null, true, session, null);
    }

    @Test
    void withoutTlsOrWithoutACertificateThereIsNoChain() {
        assertThat(request((SocketAddress) null, null).getUserX509CertificateChain())
                .isNull();
        assertThat(request(tls()).getUserX509CertificateChain()).isNull();
    }

    @Test
    void aClientThatHasShownACertificateIsKnownByIt() throws Exception {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(CLIENT.getBytes(StandardCharsets.US_ASCII)));
        assertThat(request(tls(certificate)).getUserX509CertificateChain()).containsExactly(certificate);
    }

    @Test
    void certificatesOfAnotherKindAreNoChain() {
        assertThat(request(tls(new Certificate("PGP") {
                            private static final long serialVersionUID = 1L;

                            @Override
                            public byte[] getEncoded() {
                                return new byte[0];
                            }

                            @Override
                            public void verify(PublicKey key) {}

                            @Override
                            public void verify(PublicKey key, String provider) {}

                            @Override
                            public String toString() {
                                return "PGP";
                            }

                            @Override
                            public PublicKey getPublicKey() {
                                return null;
                            }
                        }))
                        .getUserX509CertificateChain())
                .isNull();
    }

    @Test
    void theNamesAndTypesAreThoseOfTheNextVersionOfTheApi() throws Exception {
        Map<String, Class<?>> methods = Map.of(
                "getUserX509CertificateChain", X509Certificate[].class,
                "getLocalAddress", String.class,
                "getLocalHostName", String.class,
                "getLocalPort", int.class,
                "getRemoteAddress", String.class,
                "getRemoteHostName", String.class,
                "getRemotePort", int.class,
                "getPreferredLocale", Locale.class);
        for (Map.Entry<String, Class<?>> method : methods.entrySet()) {
            assertThat(ReceivedRequest.class.getMethod(method.getKey()).getReturnType())
                    .isEqualTo(method.getValue());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"de-CH, en;q=0.9 | de-CH", "en;q=0.1, fr;q=0.8 | fr", "*, it;q=0.5 | it", "EN-us | en-US"})
    void theLocaleIsTheFirstChoiceOfTheClient(String header, String tag) {
        assertThat(locale(header)).isEqualTo(Locale.forLanguageTag(tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "", "en;q=x", "???", ",,"})
    void withoutAChoiceTheLocaleIsTheDefault(String header) {
        assertThat(locale(header)).isEqualTo(Locale.getDefault());
    }

    private static Locale locale(String header) {
        Headers headers = Headers.builder().add("accept-language", header).build();
        return new ReceivedRequest(
                        headers.toMap(),
                        URI.create("ws://localhost/"),
                        null,
                        Map.of(),
                        Handshakes.FACTS,
                        RequestContext.NONE)
                .getPreferredLocale();
    }

    @Test
    void withoutTheHeaderTheLocaleIsTheDefault() {
        assertThat(request(Handshakes.FACTS).getPreferredLocale()).isEqualTo(Locale.getDefault());
    }

    @Test
    void parametersAreThoseOfTheQueryAndOfThePathAndCannotBeChanged() {
        ReceivedRequest request = new ReceivedRequest(
                Map.of(),
                URI.create("ws://localhost/?a=1&b=2"),
                "a=1&b=2",
                Map.of("b", "path", "c", "3"),
                Handshakes.FACTS,
                RequestContext.NONE);
        assertThat(request.getParameterMap())
                .isEqualTo(Map.of("a", List.of("1"), "b", List.of("2"), "c", List.of("3")));
        assertThatThrownBy(() -> request.getParameterMap().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> request.getParameterMap().put("x", List.of()))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
