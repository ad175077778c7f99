package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.InstanceSource;
import io.hawser.tck.servlet.app.OriginApp;
import java.io.IOException;

/** A configurator that calls super reaches Hawser's default, whatever default the server's API has. */
class OriginTest {

    private static final String EVIL = "http://evil.example";

    private static War war(Server server) throws IOException {
        return server.war()
                .classes(OriginApp.class)
                .file(
                        "WEB-INF/classes/META-INF/services/" + InstanceSource.class.getName(),
                        OriginApp.Source.class.getName());
    }

    private static int statusFor(Application application, String origin) {
        return application.handshakeStatus("/guarded", "Origin", origin);
    }

    private static void assertGuarded(Application application) {
        assertThat(statusFor(application, EVIL)).isEqualTo(403);
        assertThat(statusFor(application, "null")).isEqualTo(403);
        assertThat(statusFor(application, OriginApp.FRIEND)).isEqualTo(101);
        assertThat(statusFor(
                        application, "http://localhost:" + application.server().port()))
                .isEqualTo(101);
        assertThat(application.handshakeStatus("/guarded")).as("no browser").isEqualTo(101);
    }

    @OnEachServer
    void pagesOfOtherSitesAreRefusedByTheInheritedCheck(Server server) throws Exception {
        try (Application first = server.deploy("/first", war(server));
                Talk talk = first.talk("/guarded")) {
            try (Application second = server.deploy("/second", war(server))) {
                assertGuarded(second);
                assertGuarded(first);
            }
            assertGuarded(first);
            assertThat(talk.ask("hello")).isEqualTo("hello");
        }
        try (Application again = server.deploy("/first", war(server))) {
            assertGuarded(again);
        }
    }

    @OnEachServer
    void theSettingCountsForTheInheritedCheck(Server server) throws Exception {
        War war = war(server).webXml("""
            <context-param>
              <param-name>io.hawser.allowedOrigins</param-name>
              <param-value>https://listed.example</param-value>
            </context-param>
            """);
        try (Application application = server.deploy("/listed", war)) {
            assertThat(statusFor(application, "https://listed.example")).isEqualTo(101);
            assertGuarded(application);
        }
    }

    @OnEachServer
    void theInheritedMethodMakesTheEndpointAsHawserDoes(Server server) throws Exception {
        try (Application application = server.deploy("/made", war(server));
                Talk talk = application.talk("/guarded")) {
            assertThat(talk.ask("maker")).isEqualTo("a source of the application");
        }
    }
}
