package io.hawser.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketUriTest {

    private static WebSocketUri of(String uri) {
        return WebSocketUri.of(URI.create(uri));
    }

    @Test
    void thePartsAreTaken() {
        assertThat(of("wss://Example.com:8443/chat?room=1"))
                .isEqualTo(new WebSocketUri(true, "example.com", 8443, "/chat?room=1"));
    }

    @Test
    void theSchemeIsInAnyCaseAndGivesThePort() {
        assertThat(of("WS://a/")).isEqualTo(new WebSocketUri(false, "a", 80, "/"));
        assertThat(of("Wss://a/")).isEqualTo(new WebSocketUri(true, "a", 443, "/"));
        assertThat(of("ws://a:/").port()).isEqualTo(80);
    }

    @ParameterizedTest
    @CsvSource({"http://a/, http", "https://a/, https", "file:/a, file", "//a/b, null", "a, null"})
    void otherSchemesAreRefused(String uri, String scheme) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(uri))
                .withMessage("the scheme of a WebSocket URI is ws or wss, not " + scheme);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://a/#b", "ws://a/#"})
    void aFragmentIsRefused(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(uri))
                .withMessage("a WebSocket URI has no fragment (RFC 6455, section 3); write # as %23");
    }

    @Test
    void userInformationIsRefusedAndNotShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("ws://user:secret@a/"))
                .withMessageContaining("Authorization")
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws:a", "ws:/a", "ws:///a"})
    void aMissingHostIsRefused(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(uri)).withMessage("the WebSocket URI has no host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://:80/", "ws://a:x/", "ws://a:65536/", "ws://a%20b/", "ws://a..b/", "ws://a,b/"})
    void anInvalidHostOrPortIsRefused(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(uri)).withMessageMatching("[ -~]+");
    }

    @ParameterizedTest
    @CsvSource({
        "ws://a, /",
        "ws://a?b, /?b",
        "ws://a/?, /?",
        "ws://a/b/, /b/",
        "ws://a/%C3%BC?%20=%2f, /%C3%BC?%20=%2f",
        "ws://a/tür?größe=\ud83d\ude00, /t%C3%BCr?gr%C3%B6%C3%9Fe=%F0%9F%98%80"
    })
    void theResourceIsPathAndQueryEncoded(String uri, String resource) {
        assertThat(of(uri).resource()).isEqualTo(resource);
    }

    @ParameterizedTest
    @CsvSource({
        "ws://a, a",
        "ws://a:80/, a",
        "wss://a:443/, a",
        "ws://a:443/, a:443",
        "wss://a:80/, a:80",
        "ws://A.Example:8080/, a.example:8080",
        "ws://[::1]/, [::1]",
        "ws://[::1]:80/, [::1]",
        "wss://[2001:DB8::1]:8443/, [2001:db8::1]:8443",
        "ws://127.0.0.1:9000, 127.0.0.1:9000"
    })
    void theHostHeaderHasBracketsAroundIpv6AndNoDefaultPort(String uri, String header) {
        assertThat(of(uri).hostPort()).hasToString(header);
    }

    @ParameterizedTest
    @CsvSource({
        "ws://[fe80::1%25eth0]:81/, fe80::1%eth0",
        "ws://[fe80::1%eth0]:81/, fe80::1%eth0",
        "ws://[FE80::1%25]:81/, fe80::1%25"
    })
    void theZoneOfAnAddressIsForConnectingAlone(String uri, String host) {
        assertThat(of(uri).host()).isEqualTo(host);
        assertThat(of(uri).hostPort()).hasToString("[fe80::1]:81");
    }

    @Test
    void aHostOutsideAsciiIsSentInItsAsciiForm() {
        assertThat(of("ws://bücher.example:8080/").host()).isEqualTo("xn--bcher-kva.example");
        assertThat(of("ws://bücher.example/").hostPort()).hasToString("xn--bcher-kva.example");
    }

    @Test
    void whatTheJdkSaysOfAHostNameIsEscaped() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("ws://\uFFFD/"))
                .satisfies(e -> assertThat(e.getMessage()).matches("[ -~]+").contains("is not a host name"));
    }

    @Test
    void aHostWithAnUnderscoreIsTaken() {
        assertThat(of("ws://my_service:8080/")).isEqualTo(new WebSocketUri(false, "my_service", 8080, "/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://good.example\u2100.evil.example/", "ws://evil.example\uff1a81/"})
    void whatLooksLikeASlashOrAColonDoesNotSplitTheHost(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(uri)).withMessageContaining("is not a host name");
    }

    @Test
    void theQueryIsNotShown() {
        assertThat(WebSocketUri.of(java.net.URI.create("ws://host/a?secret"))).hasToString("ws://host:80/a?...");
        assertThat(WebSocketUri.of(java.net.URI.create("wss://[::1]/"))).hasToString("wss://[::1]:443/");
    }
}
