package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 3.1.1: the endpoint that a request reaches. */
class Section311UriMappingTest {

    /** Sends its name and the values of its variables. */
    public static class Where extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            try {
                session.getBasicRemote()
                        .sendText(((ServerEndpointConfig) config).getPath() + " "
                                + new TreeMap<>(session.getPathParameters()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ServerEndpointConfig at(String path) {
        return ServerEndpointConfig.Builder.create(Where.class, path).build();
    }

    private static Site site(String... paths) throws Exception {
        return Site.of(Stream.of(paths).map(Section311UriMappingTest::at).toArray(ServerEndpointConfig[]::new));
    }

    private static void assertReaches(Site site, String path, String answer) throws Exception {
        Client client = new Client();
        Session session = site.connect(client, path);
        assertThat(client.next()).as(path).isEqualTo("text " + answer);
        session.close();
    }

    private static void assertReachesNothing(Site site, String... paths) throws Exception {
        for (String path : paths) {
            assertThat(Handshake.with(site, path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    @Proves("3.1.1-1")
    void pathIsReachedByItselfAlone() throws Exception {
        try (Site site = site("/a/b/", "/c")) {
            assertReaches(site, "/a/b/", "/a/b/ {}");
            assertReaches(site, "/c", "/c {}");
            assertReaches(site, "/c?query", "/c {}");
            assertReachesNothing(site, "/a/b", "/a/b//", "/a", "/c/", "/C", "/", "");
        }
    }

    @Test
    @Proves("3.1.1-1")
    void templateIsReachedByItsExpansionsAlone() throws Exception {
        try (Site site = site("/a/{var}")) {
            assertReaches(site, "/a/b", "/a/{var} {var=b}");
            assertReaches(site, "/a/apple", "/a/{var} {var=apple}");
            assertReachesNothing(site, "/a", "/a/", "/a/b/", "/a/b/c");
        }
    }

    /** RFC 3986, section 6.2.2: dot segments, the case of escapes, and unnecessary escapes. */
    @Test
    @Proves("3.1.1-1")
    void requestIsNormalizedBeforeItIsCompared() throws Exception {
        try (Site site = site("/a/b", "/~x/{var}")) {
            assertReaches(site, "/a/./b", "/a/b {}");
            assertReaches(site, "/x/../a/b", "/a/b {}");
            assertReaches(site, "/a/%62", "/a/b {}");
            assertReaches(site, "/%7Ex/y", "/~x/{var} {var=y}");
            assertReaches(site, "/%7ex/y", "/~x/{var} {var=y}");
        }
    }

    @Test
    @Proves("3.1.1-1")
    void escapedSlashSeparatesNoSegments() throws Exception {
        try (Site site = site("/a/{var}", "/a/{one}/{two}")) {
            assertReaches(site, "/a/b%2Fc", "/a/{var} {var=b/c}");
            assertReaches(site, "/a/b/c", "/a/{one}/{two} {one=b, two=c}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a/../b", "/a/./b", "/a//b", "//", "/a{var}", "/{var}.html", "/{a}{b}", "/{a}/{a}", "/{a", "/{}"
            })
    @Proves("3.1.1-1")
    void pathThatBreaksTheRulesIsRefused(String path) {
        Refused.byServer(at(path), path);
    }

    @Test
    @Proves("3.1.1-1")
    void pathBeginsWithASlash() {
        assertThatIllegalStateException().isThrownBy(() -> at("a"));
        assertThatIllegalStateException().isThrownBy(() -> at(""));
    }

    @Test
    @Proves("3.1.1-2")
    void equalPathsAreRefused() {
        assertThatThrownBy(() -> site("/a/b", "/a/b"))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("/a/b");
    }

    @Test
    @Proves("3.1.1-2")
    void equivalentTemplatesAreRefused() {
        assertThatThrownBy(() -> site("/a/{b}/c", "/a/{other}/c"))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContainingAll("/a/{b}/c", "/a/{other}/c");
    }

    @Test
    @Proves("3.1.1-3")
    void exactSegmentIsPreferredToAVariable() throws Exception {
        try (Site site = site("/a/{var}/c", "/a/b/c", "/a/{var1}/{var2}")) {
            assertReaches(site, "/a/b/c", "/a/b/c {}");
            assertReaches(site, "/a/d/c", "/a/{var}/c {var=d}");
            assertReaches(site, "/a/x/y", "/a/{var1}/{var2} {var1=x, var2=y}");
        }
    }

    @Test
    @Proves("3.1.1-3")
    void segmentsAreComparedFromLeftToRight() throws Exception {
        try (Site site = site("/{var1}/d", "/b/{var2}")) {
            assertReaches(site, "/b/d", "/b/{var2} {var2=d}");
            assertReaches(site, "/c/d", "/{var1}/d {var1=c}");
        }
    }

    /** A template that was excluded at one segment is not considered again at a later one. */
    @Test
    @Proves("3.1.1-3")
    void comparingDoesNotTurnBack() throws Exception {
        try (Site site = site("/a/{var}/x", "/{var}/b/y")) {
            assertReaches(site, "/a/b/x", "/a/{var}/x {var=b}");
            assertReaches(site, "/c/b/y", "/{var}/b/y {var=c}");
            assertReachesNothing(site, "/a/b/y");
        }
    }

    @Test
    @Proves("3.1.1-3")
    void pathsOfAnotherLengthAreNotCompared() throws Exception {
        try (Site site = site("/a/b", "/a/b/{var}", "/{one}/{two}/{three}/{four}")) {
            assertReaches(site, "/a/b", "/a/b {}");
            assertReaches(site, "/a/b/c", "/a/b/{var} {var=c}");
            assertReaches(site, "/a/b/c/d", "/{one}/{two}/{three}/{four} {four=d, one=a, three=c, two=b}");
            assertReachesNothing(site, "/a", "/a/b/c/d/e");
        }
    }

    @Test
    @Proves("3.1.1-4")
    void withoutAMatchThereIsNoConnection() throws Exception {
        try (Site site = site("/a")) {
            assertReachesNothing(site, "/b");
            Client client = new Client();
            assertThatThrownBy(() -> site.connect(client, "/b"))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("404");
        }
    }
}
