package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {

    private static final String OWN = "chat.example.com";

    private static boolean secureAllows(OriginPolicy policy, String origin) throws HandshakeException {
        return policy.allows(Requests.handshake(OWN, origin), true);
    }

    @Test
    void aPageOfTheSameHostIsAllowed() throws HandshakeException {
        assertThat(secureAllows(OriginPolicy.SAME, "https://chat.example.com")).isTrue();
        assertThat(secureAllows(OriginPolicy.SAME, "https://CHAT.example.com:443"))
                .isTrue();
        assertThat(OriginPolicy.SAME.allows(Requests.handshake("localhost:8080", "http://localhost:8080"), false))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://example.com",
                "https://chat.example.com.evil.example",
                "http://chat.example.com", // another scheme
                "https://chat.example.com:8443", // another port
                "null",
                "chat.example.com"
            })
    void crossSiteHijackingIsRefusedByDefault(String origin) throws HandshakeException {
        assertThat(secureAllows(OriginPolicy.SAME, origin)).isFalse();
    }

    @Test
    void withoutTlsTheOwnPageMayComeFromEitherSchemeSinceAProxyMaySpeakTls() throws HandshakeException {
        assertThat(OriginPolicy.SAME.allows(Requests.handshake(OWN, "http://" + OWN), false))
                .isTrue();
        assertThat(OriginPolicy.SAME.allows(Requests.handshake(OWN, "https://" + OWN), false))
                .isTrue();
        assertThat(OriginPolicy.SAME.allows(Requests.handshake(OWN, "https://evil.example"), false))
                .isFalse();
        assertThat(OriginPolicy.SAME.allows(Requests.handshake(OWN + ":8080", "https://" + OWN), false))
                .isFalse();
    }

    private static boolean allows(String known, String origin, String... hosts) throws HandshakeException {
        Headers.Builder headers = Headers.builder();
        for (Headers.Field field : Requests.headers().build()) {
            if (!field.name().equals("Host")) {
                headers.add(field.name(), field.value());
            }
        }
        for (String host : hosts) {
            headers.add("Host", host);
        }
        headers.add("Origin", origin);
        UpgradeRequest request = new UpgradeRequest("GET", "/", "HTTP/1.1", headers.build(), HostPort.parse(known));
        return OriginPolicy.SAME.allows(ServerHandshake.read(request), true);
    }

    /** Tomcat's RemoteIpValve uses the port 443 if the proxy reports only that it has TLS. */
    @Test
    void aPageOfThePortThatTheClientHasNamedIsAllowedThoughTheContainerTakesTheUsualOne() throws HandshakeException {
        assertThat(allows(OWN, "https://" + OWN + ":8443", OWN + ":8443")).isTrue();
        assertThat(allows(OWN, "https://" + OWN + ":8443", "CHAT.example.com:8443"))
                .isTrue();
        assertThat(allows(OWN, "https://" + OWN, OWN + ":8443")).isTrue();
        assertThat(allows(OWN + ":8443", "https://" + OWN + ":8443", "localhost:8080"))
                .isTrue();
    }

    @Test
    void theAuthorityOfATargetReplacesThePortInTheHeaderToo() throws HandshakeException {
        Headers headers = Requests.headers()
                .set("Host", OWN + ":8443")
                .add("Origin", "http://" + OWN + ":8443")
                .build();
        ServerHandshake handshake =
                ServerHandshake.read(new UpgradeRequest("GET", "http://" + OWN + "/", "HTTP/1.1", headers));
        assertThat(OriginPolicy.SAME.allows(handshake, false)).isFalse();
    }

    @Test
    void theHeaderTellsNothingElseWhereTheContainerKnowsTheHost() throws HandshakeException {
        assertThat(allows(OWN, "https://evil.example:8443", "evil.example:8443"))
                .isFalse();
        assertThat(allows(OWN, "https://" + OWN + ":8443", "evil.example:8443")).isFalse();
        assertThat(allows(OWN + ":8443", "https://" + OWN, OWN)).isFalse();
        assertThat(allows(OWN, "http://" + OWN + ":8443", OWN + ":8443")).isFalse();
        assertThat(allows(OWN, "https://" + OWN + ":8443", "a b:8443")).isFalse();
        assertThat(allows(OWN, "https://" + OWN + ":8443", OWN + ":8443", OWN + ":8443"))
                .isFalse();
        assertThat(allows(OWN, "https://" + OWN + ":8443")).isFalse();
    }

    @Test
    void aClientWithoutOriginIsNoBrowserAndAllowed() throws HandshakeException {
        assertThat(secureAllows(OriginPolicy.SAME, null)).isTrue();
        assertThat(secureAllows(OriginPolicy.ANY, null)).isTrue();
    }

    @Test
    void anOriginCanBeRequired() throws HandshakeException {
        assertThat(secureAllows(OriginPolicy.SAME.required(), null)).isFalse();
        assertThat(secureAllows(OriginPolicy.SAME.required(), "https://" + OWN)).isTrue();
        assertThat(secureAllows(OriginPolicy.ANY.required(), null)).isFalse();
    }

    @Test
    void anyLetsEveryPageIn() throws HandshakeException {
        assertThat(secureAllows(OriginPolicy.ANY, "https://evil.example")).isTrue();
        assertThat(secureAllows(OriginPolicy.ANY, "null")).isTrue();
    }

    @Test
    void listedOriginsAreAllowedBesideTheOwn() throws HandshakeException {
        OriginPolicy policy = OriginPolicy.SAME.and("https://example.org").and("http://localhost:3000");
        assertThat(secureAllows(policy, "https://example.org:443")).isTrue();
        assertThat(secureAllows(policy, "http://localhost:3000")).isTrue();
        assertThat(secureAllows(policy, "https://" + OWN)).isTrue();
        assertThat(secureAllows(policy, "http://localhost")).isFalse();
        assertThat(secureAllows(policy, "https://www.example.org")).isFalse();
        assertThat(secureAllows(OriginPolicy.SAME, "https://example.org")).isFalse();
    }

    @Test
    void aWildcardMeansEverySubdomainAndNothingElse() throws HandshakeException {
        OriginPolicy policy = OriginPolicy.SAME.and("https://*.example.org");
        assertThat(secureAllows(policy, "https://a.example.org")).isTrue();
        assertThat(secureAllows(policy, "https://b.a.example.org")).isTrue();
        assertThat(secureAllows(policy, "https://example.org")).isFalse();
        assertThat(secureAllows(policy, "https://evilexample.org")).isFalse();
        assertThat(secureAllows(policy, "http://a.example.org")).isFalse();
        assertThat(secureAllows(policy, "https://a.example.org:8443")).isFalse();
    }

    @Test
    void aListMayHoldPatternsAndTheStar() throws HandshakeException {
        OriginPolicy listed = OriginPolicy.of(List.of("https://example.org", "https://*.example.net"));
        assertThat(secureAllows(listed, "https://example.org")).isTrue();
        assertThat(secureAllows(listed, "https://a.example.net")).isTrue();
        assertThat(secureAllows(listed, "https://" + OWN)).isTrue();
        assertThat(secureAllows(listed, "https://evil.example")).isFalse();
        assertThat(secureAllows(OriginPolicy.of(List.of()), "https://evil.example"))
                .isFalse();
        assertThat(secureAllows(OriginPolicy.of(List.of("*", "https://a.example")), "https://evil.example"))
                .isTrue();
        assertThat(secureAllows(OriginPolicy.of(List.of("https://a.example", "*")), "https://evil.example"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "example.org", "*.example.org", "https://", "https://*", "https://a/", "\n"})
    void anEntryOfAnotherFormIsRefused(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OriginPolicy.SAME.and(pattern))
                .withMessageContaining("allowed origin")
                .withMessageContaining("write ");
    }
}
