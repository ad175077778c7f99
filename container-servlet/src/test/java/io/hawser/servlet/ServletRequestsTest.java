package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.handshake.HostPort;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.transport.TransportFacts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.IDN;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
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

    @Test
    void theRequestIsCopiedAsItWasSent() {
        fake.uri = "/app/./echo";
        fake.query = "a=b&c";
        fake.header("X-Many", "one", "two");
        fake.principal = () -> "ada";
        UpgradeRequest copy = copy();
        TransportFacts facts = ServletRequests.facts(fake.request);
        // Containers reuse request objects after the upgrade.
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

    private UpgradeRequest copy() {
        return ServletRequests.copy(fake.request, new ServletHeaders(fake.request).headers());
    }

    @ParameterizedTest
    @CsvSource({
        "public.example, 80, http, false, public.example",
        "public.example, 443, https, true, public.example",
        "public.example, 443, https, false, public.example",
        "public.example, 8080, http, false, public.example:8080",
        "public.example, 80, https, true, public.example",
        "public.example, 443, http, false, public.example:443",
        "public.example, -1, http, false, public.example",
        "public.example, 0, http, false, public.example",
        "::1, 8080, http, false, [::1]:8080",
        "[::1], 8080, http, false, [::1]:8080",
        "b\u00fccher.example, 80, http, false, xn--bcher-kva.example",
    })
    void theHostIsWhatTheContainerKnows(String name, int port, String scheme, boolean secure, String host) {
        fake.header("Host", "internal.example:9000");
        fake.serverName = name;
        fake.serverPort = port;
        fake.scheme = scheme;
        fake.secure = secure;
        assertThat(copy().host()).hasToString(host);
        assertThat(ServletRequests.facts(fake.request).secure()).isEqualTo(secure || scheme.equals("https"));
    }

    @Test
    void aPortThatTheClientHasNamedIsKept() {
        fake.header("Host", "public.example:80");
        fake.serverName = "public.example";
        fake.serverPort = 80;
        fake.scheme = "https";
        assertThat(copy().host()).hasToString("public.example:80");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "two words", "[", "a:b", "host\n"})
    void whereTheContainerKnowsNoHostTheHeaderCounts(String name) {
        fake.serverName = name;
        assertThat(copy().host()).isNull();
    }

    @Test
    void whetherTheConnectionHasTlsIsNotWhetherTheClientSpeaksIt() {
        fake.secure = true;
        assertThat(ServletRequests.isSecure(fake.request)).isTrue();
        assertThat(ServletRequests.isEncrypted(fake.request)).isFalse();
        fake.encrypted = true;
        fake.secure = false;
        assertThat(ServletRequests.isSecure(fake.request)).isFalse();
        assertThat(ServletRequests.isEncrypted(fake.request)).isTrue();
    }

    @Test
    void aTargetThatAWrapperHasDecodedIsEncodedAgain() {
        fake.uri = "/app/\u00e4 b#c%20";
        fake.query = "q={\u20ac}";
        assertThat(copy().target()).isEqualTo("/app/%C3%A4%20b%23c%20?q={%E2%82%AC}");
    }

    /** The rules of HTTP do not apply to values that are never sent. */
    @Test
    void whatAWrapperAddsIsShownAndPartOfTheHandshakeAsFarAsItCanBe() {
        fake.header("X-Name", "\u0416", "plain");
        fake.header("X-Lines", "one\r\nSet-Cookie: two");
        fake.header("two words", "value");
        ServletHeaders headers = new ServletHeaders(fake.request);
        assertThat(headers.shown())
                .containsEntry("x-name", List.of("\u0416", "plain"))
                .containsEntry("X-Lines", List.of("one\r\nSet-Cookie: two"))
                .containsEntry("two words", List.of("value"))
                .containsEntry("host", List.of("localhost"));
        assertThat(headers.headers().toMap())
                .containsEntry("X-Name", List.of("?", "plain"))
                .containsEntry("X-Lines", List.of("one??Set-Cookie: two"))
                .doesNotContainKey("two words");
    }

    @Test
    void whatWasSentIsKeptOnce() {
        fake.header("X-Many", "one", "", "two");
        assertThat(new ServletHeaders(fake.request).shown()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {" padded", "\u0000", "\u0100", "a\nb"})
    void aValueThatNoLineCouldHoldIsShownAsItIs(String value) {
        fake.header("X-Many", "one", value);
        assertThat(new ServletHeaders(fake.request).shown()).containsEntry("x-many", List.of("one", value));
    }

    @Test
    void aNameThatNoLineCouldHaveIsShownEvenAsTheLast() {
        fake.header("", "value");
        assertThat(new ServletHeaders(fake.request).shown())
                .containsEntry("", List.of("value"))
                .containsEntry("host", List.of("localhost"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, false",
        "/a/b.c/..d/.e/f../g., false",
        "/., true",
        "/.., true",
        "/a/., true",
        "/a/.., true",
        "/./a, true",
        "/../a, true",
        "/a/./b, true",
        "/a/../b, true",
        "/.../a, false",
        "/a..., false",
        "/a/..., false"
    })
    void aPathWithDotSegmentsIsRelative(String path, boolean relative) {
        assertThat(ServletRequests.isRelative(path)).isEqualTo(relative);
    }

    /** Names without characters beyond ASCII need no conversion, and some are no names for it. */
    @Test
    void everyNameIsConvertedToItsAsciiForm() {
        fake.serverPort = 8080;
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String chars = "aB1-_.~ #:[\u00fc\u3002\u212a";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(6); i > 0; i--) {
                String part = String.valueOf(chars.charAt(random.nextInt(chars.length())));
                name.append(random.nextInt(8) == 0 ? part.repeat(60 + random.nextInt(6)) : part);
            }
            fake.serverName = name.toString();
            assertThat(copy().host()).as("seed %d: %s", seed, name).isEqualTo(converted(name.toString()));
        }
    }

    private HostPort converted(String name) {
        try {
            boolean bare = name.startsWith("[") || name.indexOf(':') < 0;
            return new HostPort(bare ? HostPort.parse(IDN.toASCII(name)).host() : name, 8080);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Test
    void aNameThatAWrapperGivesInTwoSpellingsIsThereOnce() {
        fake.header("origin", "https://a.example");
        HttpServletRequest merged = new HttpServletRequestWrapper(fake.request) {
            @Override
            public Enumeration<String> getHeaderNames() {
                return Collections.enumeration(List.of("Origin", "origin", "ORIGIN"));
            }
        };
        assertThat(new ServletHeaders(merged).headers().all("Origin")).containsExactly("https://a.example");
    }

    @Test
    void whatIsNullInAWrapperIsNotThere() {
        fake.header("Origin", "https://a.example");
        HttpServletRequest nulls = new HttpServletRequestWrapper(fake.request) {
            @Override
            public Enumeration<String> getHeaderNames() {
                return Collections.enumeration(Arrays.asList("Upgrade", null, "X-Null", "Origin"));
            }

            @Override
            public Enumeration<String> getHeaders(String name) {
                return switch (name) {
                    case "Upgrade" -> Collections.enumeration(Arrays.asList(null, "websocket"));
                    case "X-Null" -> null;
                    default -> super.getHeaders(name);
                };
            }
        };
        assertThat(new ServletHeaders(nulls).headers().toMap())
                .isEqualTo(Map.of("Upgrade", List.of("websocket"), "Origin", List.of("https://a.example")));
        assertThat(ServletRequests.isUpgrade(nulls)).isTrue();
    }

    @Test
    void whatAWrapperShowsAsTheOneValueCounts() {
        fake.header("Origin", "https://internal.example").header("X-Many", "one", "two");
        HttpServletRequest simple = new HttpServletRequestWrapper(fake.request) {
            @Override
            public Enumeration<String> getHeaderNames() {
                return Collections.enumeration(List.of("Origin", "X-Many", "X-User"));
            }

            @Override
            public String getHeader(String name) {
                return switch (name) {
                    case "Origin" -> "https://public.example";
                    case "X-User" -> "ada";
                    default -> super.getHeader(name);
                };
            }
        };
        assertThat(new ServletHeaders(simple).headers().toMap())
                .isEqualTo(Map.of(
                        "Origin",
                        List.of("https://public.example"),
                        "X-Many",
                        List.of("one", "two"),
                        "X-User",
                        List.of("ada")));
    }

    @Test
    void aContainerThatDoesNotNameTheHeaderFieldsIsAskedForThoseThatMatter() {
        fake.header("Origin", "https://a.example");
        HttpServletRequest silent = new HttpServletRequestWrapper(fake.request) {
            @Override
            public Enumeration<String> getHeaderNames() {
                return null;
            }
        };
        assertThat(new ServletHeaders(silent).headers().toMap())
                .containsKeys("Origin", "Host", "Upgrade", "Connection", "Sec-WebSocket-Key");
    }

    @Test
    void parametersAreThoseOfTheQueryUnlessAWrapperShowsOthers() {
        fake.query = "a=1&b=2";
        assertThat(ServletRequests.parameters(fake.request)).isNull();
        HttpServletRequest more = new HttpServletRequestWrapper(fake.request) {
            @Override
            public Map<String, String[]> getParameterMap() {
                Map<String, String[]> all = new HashMap<>();
                all.put("a", new String[] {"1", null});
                all.put("added", new String[] {"\u20ac"});
                all.put("none", null);
                return all;
            }
        };
        assertThat(ServletRequests.parameters(more)).isEqualTo(Map.of("a", List.of("1"), "added", List.of("\u20ac")));
        HttpServletRequest failing = new HttpServletRequestWrapper(fake.request) {
            @Override
            public Map<String, String[]> getParameterMap() {
                throw new IllegalStateException("cannot be decoded");
            }
        };
        assertThat(ServletRequests.parameters(failing)).isNull();
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

    @Test
    void aPathThatIsNullIsTheRoot() {
        fake.servletPath = null;
        assertThat(ServletRequests.path(fake.request)).isEqualTo("/");
        fake.pathInfo = "/echo";
        assertThat(ServletRequests.path(fake.request)).isEqualTo("/echo");
    }

    @Test
    void aPortThatIsNoneIsNotKnown() {
        HttpServletRequest wrong = new HttpServletRequestWrapper(fake.request) {
            @Override
            public int getRemotePort() {
                return 65536;
            }
        };
        assertThat(ServletRequests.facts(wrong).remote()).isNull();
    }
}
