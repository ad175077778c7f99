package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.handshake.UpgradeRequest;
import io.hawser.session.TransportFacts;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServletRequestsTest {

    private final FakeRequest fake = FakeRequest.upgrade();

    @ParameterizedTest
    @CsvSource({
        "/echo, , /echo",
        "/echo, /a b, /echo/a%20b",
        "'', /rooms/1, /rooms/1",
        "'', , /",
        "/100%, , /100%25",
        "/a%2Fb, , /a%252Fb",
        "/ä/€, , /%C3%A4/%E2%82%AC",
        "/a?b#c, , /a%3Fb%23c",
        "/a;b=c, , /a;b=c",
        "'/a\\b\"<>^`{|}', , /a%5Cb%22%3C%3E%5E%60%7B%7C%7D",
    })
    void thePathIsWhatTheSecurityConstraintsSawEncodedAgain(String servletPath, String pathInfo, String path) {
        fake.uri = "/app/%65cho/./x/../y";
        fake.servletPath = servletPath;
        fake.pathInfo = pathInfo;
        assertThat(ServletRequests.path(fake.request)).isEqualTo(path);
    }

    @Test
    void anUpgradeIsAskedForInAnyLineOfAList() {
        assertThat(isUpgrade()).isFalse();
        assertThat(isUpgrade("h2c")).isFalse();
        assertThat(isUpgrade("WebSocket")).isTrue();
        assertThat(isUpgrade("h2c, websocket")).isTrue();
        assertThat(isUpgrade("h2c", "websocket")).isTrue();
        assertThat(isUpgrade("h2c", "TLS/1.2")).isFalse();
    }

    private boolean isUpgrade(String... lines) {
        return ServletRequests.isUpgrade(fake.header("Upgrade", lines).request);
    }

    /** Trap 67. */
    @Test
    void theRequestIsCopiedAsItWasSent() {
        fake.uri = "/app/./echo";
        fake.query = "a=b&c";
        fake.header("X-Many", "one", "two");
        fake.principal = () -> "ada";
        UpgradeRequest copy = ServletRequests.copy(fake.request);
        TransportFacts facts = ServletRequests.facts(fake.request);
        // Request objects are used again after the upgrade.
        fake.recycle();
        assertThat(copy.method()).isEqualTo("GET");
        assertThat(copy.target()).isEqualTo("/app/./echo?a=b&c");
        assertThat(copy.headers().toMap())
                .containsAllEntriesOf(Map.of("X-Many", List.of("one", "two"), "Host", List.of("localhost")));
        assertThat(facts.principal().getName()).isEqualTo("ada");
        assertThat(facts.local()).isEqualTo(new InetSocketAddress("127.0.0.1", 8080));
        assertThat(facts.remote()).isEqualTo(new InetSocketAddress("192.0.2.7", 4711));
        assertThat(fake.askedTooLate).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cafe", "beef.ad", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4.", "4711", "client.example", "%"})
    void aNameThatAProxyHasPutInPlaceOfAnAddressIsNotLookedUp(String name) {
        fake.remote = name;
        InetSocketAddress remote =
                (InetSocketAddress) ServletRequests.facts(fake.request).remote();
        assertThat(remote.isUnresolved()).isTrue();
        assertThat(remote.getHostString()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "255.249.199.1", "::1", "[::1]", "2001:db8::a", "::ffff:1.2.3.4"})
    void anAddressIsTakenAsItIs(String address) {
        fake.remote = address;
        InetSocketAddress remote =
                (InetSocketAddress) ServletRequests.facts(fake.request).remote();
        assertThat(remote.isUnresolved()).isFalse();
    }

    @Test
    void whatIsNoAddressButLooksLikeOneIsLeftAsItIs() {
        fake.remote = "1:2:3";
        assertThat(ServletRequests.facts(fake.request).remote())
                .isEqualTo(InetSocketAddress.createUnresolved("1:2:3", 4711));
        fake.remote = null;
        assertThat(ServletRequests.facts(fake.request).remote()).isNull();
    }
}
