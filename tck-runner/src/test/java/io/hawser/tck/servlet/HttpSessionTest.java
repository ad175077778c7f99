package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.servlet.app.HttpSessionApp;
import io.hawser.tck.spec.Proves;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Connections whose HTTP session ends. */
class HttpSessionTest {

    /** A browser with its cookie. */
    private record Browser(Application application, String cookie, String sessionId) {

        static Browser begin(Application application, String name) throws IOException, InterruptedException {
            HttpResponse<String> answer = application.get("/http?do=begin&name=" + name);
            return new Browser(
                    application, Application.cookie(answer), answer.body().strip());
        }

        HttpResponse<String> tell(String what) throws IOException, InterruptedException {
            return application.get("/http?do=" + what, "Cookie", cookie);
        }

        Browser withNewId() throws IOException, InterruptedException {
            HttpResponse<String> answer = tell("change");
            return new Browser(
                    application, Application.cookie(answer), answer.body().strip());
        }

        Talk talk() {
            return application.talk("/member", "Cookie", cookie);
        }
    }

    private static Application deploy(Server server) throws IOException {
        return server.deploy("/http-session", server.war().classes(HttpSessionApp.class));
    }

    private static Application deploy(Server server, String closeWithHttpSession) throws IOException {
        return server.deploy(
                "/http-session",
                server.war().classes(HttpSessionApp.class).webXml("""
                        <context-param>
                          <param-name>io.hawser.closeWithHttpSession</param-name>
                          <param-value>%s</param-value>
                        </context-param>
                        """.formatted(closeWithHttpSession)));
    }

    @Proves({"7.2-1", "HandshakeRequest"})
    @OnEachServer
    void handshakeHasTheSessionOfItsCookieAndNoneWithoutOne(Server server) throws Exception {
        try (Application application = deploy(server)) {
            Browser ann = Browser.begin(application, "ann");
            try (Talk talk = ann.talk();
                    Talk stranger = application.talk("/member")) {
                assertThat(talk.ask("name")).isEqualTo("ann");
                assertThat(talk.ask("id")).isEqualTo(ann.sessionId());
                assertThat(stranger.ask("id")).isEqualTo("null");
            }
        }
    }

    @OnEachServer
    void invalidationClosesTheConnectionsOfThatSessionAlone(Server server) throws Exception {
        try (Application application = deploy(server)) {
            Browser ann = Browser.begin(application, "ann");
            Browser bob = Browser.begin(application, "bob");
            try (Talk one = ann.talk();
                    Talk other = ann.talk();
                    Talk bobs = bob.talk();
                    Talk stranger = application.talk("/member")) {
                assertThat(one.ask("name")).isEqualTo("ann");
                assertThat(ann.tell("invalidate").statusCode()).isEqualTo(200);
                assertThat(one.closeCode()).isEqualTo(1008);
                assertThat(other.closeCode()).isEqualTo(1008);
                assertThat(bobs.ask("name")).isEqualTo("bob");
                assertThat(stranger.ask("name")).isEqualTo("null");
            }
        }
    }

    @OnEachServer
    void sessionWithAnotherIdStillClosesItsConnections(Server server) throws Exception {
        try (Application application = deploy(server)) {
            Browser before = Browser.begin(application, "ann");
            try (Talk early = before.talk()) {
                Browser after = before.withNewId();
                assertThat(after.sessionId()).isNotEqualTo(before.sessionId());
                try (Talk late = after.talk()) {
                    assertThat(late.ask("id")).isEqualTo(after.sessionId());
                    assertThat(early.ask("name")).isEqualTo("ann");
                    after.tell("invalidate");
                    assertThat(early.closeCode()).isEqualTo(1008);
                    assertThat(late.closeCode()).isEqualTo(1008);
                }
            }
        }
    }

    @OnEachServer
    void undeploymentIsToldThoughTheHttpSessionsEndWithIt(Server server) throws Exception {
        Application application = deploy(server);
        int before = server.log().length();
        try (Talk talk = Browser.begin(application, "ann").talk();
                Talk stranger = application.talk("/member")) {
            assertThat(talk.ask("name")).isEqualTo("ann");
            assertThat(stranger.ask("name")).isEqualTo("null");
            application.close();
            assertThat(talk.closeCode()).isEqualTo(1001);
            assertThat(stranger.closeCode()).isEqualTo(1001);
        }
        // Jetty complains of a connection that ends after the HTTP sessions, and keeps its application in memory.
        assertThat(server.log().substring(before)).doesNotContain("Unable to release Session");
    }

    /** Waits until a browser's session has timed out. */
    private static void expire(Browser browser) throws Exception {
        browser.tell("expire");
        // Some servers detect the timeout only at a request. A request before the timeout prolongs the session.
        await().pollInterval(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(30))
                .until(() -> browser.tell("look").body().strip().equals("false"));
    }

    @OnEachServer
    void connectionWithoutALoginGoesOnWhereItsSessionMerelyTimesOut(Server server) throws Exception {
        try (Application application = deploy(server)) {
            Browser ann = Browser.begin(application, "ann");
            try (Talk anns = ann.talk()) {
                assertThat(anns.ask("name")).isEqualTo("ann");
                expire(ann);
                // Hawser checks a new connection again after five seconds.
                await().pollDelay(Duration.ofSeconds(6))
                        .until(() -> anns.ask("name").equals("ann"));
                assertThat(anns.isOpen()).isTrue();
            }
        }
    }

    @OnEachServer
    void sessionThatTimesOutClosesItsConnectionsWhereTheSettingSaysSo(Server server) throws Exception {
        try (Application application = deploy(server, "always")) {
            Browser ann = Browser.begin(application, "ann");
            Browser bob = Browser.begin(application, "bob");
            try (Talk anns = ann.talk();
                    Talk bobs = bob.talk()) {
                assertThat(anns.ask("name")).isEqualTo("ann");
                expire(ann);
                assertThat(anns.closeCode()).isEqualTo(1008);
                assertThat(bobs.ask("name")).isEqualTo("bob");
            }
        }
    }

    @OnEachServer
    void invalidationClosesNothingWithoutALoginWhereTheSettingSaysNever(Server server) throws Exception {
        try (Application application = deploy(server, "never")) {
            Browser ann = Browser.begin(application, "ann");
            try (Talk talk = ann.talk()) {
                assertThat(talk.ask("name")).isEqualTo("ann");
                ann.tell("invalidate");
                assertThat(ann.tell("look").body().strip()).isEqualTo("false");
                assertThat(talk.ask("name")).isEqualTo("ann");
            }
        }
    }
}
