package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.servlet.app.LoginApp;
import io.hawser.tck.spec.Proves;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/** Endpoints behind the declarative security of web.xml. */
class LoginTest {

    /** The path {@code /secret}, for every way to log in. */
    static final String SECRET_FOR_STAFF = """
            <security-constraint>
              <web-resource-collection>
                <web-resource-name>secret</web-resource-name>
                <url-pattern>/secret/*</url-pattern>
              </web-resource-collection>
              <auth-constraint>
                <role-name>staff</role-name>
              </auth-constraint>
            </security-constraint>
            <security-role>
              <role-name>staff</role-name>
            </security-role>
            """;

    private static Application deploy(Server server) throws IOException {
        return server.deploy("/login", server.war().classes(LoginApp.class).webXml(SECRET_FOR_STAFF + """
                <login-config>
                  <auth-method>BASIC</auth-method>
                  <realm-name>Hawser</realm-name>
                </login-config>
                <security-role>
                  <role-name>user</role-name>
                </security-role>
                """));
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    }

    @Proves({"7.2-2", "8.1-1", "8.2-1", "HandshakeRequest", "Session"})
    @OnEachServer
    void endpointBehindAConstraintIsForThoseOfItsRole(Server server) throws Exception {
        try (Application application = deploy(server)) {
            assertThat(application.handshakeStatus("/secret/room")).isEqualTo(401);
            assertThat(application.handshakeStatus("/secret/room", "Authorization", basic("nobody")))
                    .isEqualTo(401);
            assertThat(application.handshakeStatus("/secret/room", "Authorization", basic("ann")))
                    .isEqualTo(403);
            try (Talk talk = application.talk("/secret/room", "Authorization", basic("j2ee"))) {
                assertThat(talk.ask("session")).isEqualTo("j2ee");
                assertThat(talk.ask("handshake")).isEqualTo("j2ee");
                assertThat(talk.ask("staff")).isEqualTo("true");
                assertThat(talk.ask("user")).isEqualTo("false");
            }
        }
    }

    @Proves({"7.2-2", "8.2-1"})
    @OnEachServer
    void openEndpointNeedsNoLogin(Server server) throws Exception {
        try (Application application = deploy(server);
                Talk talk = application.talk("/open/room")) {
            assertThat(talk.ask("session")).isEqualTo("nobody");
            assertThat(talk.ask("staff")).isEqualTo("false");
        }
    }

    @OnEachServer
    void configuratorThatLeavesTheOriginToTheDefaultIsHawsers(Server server) throws Exception {
        try (Application application = deploy(server)) {
            assertThat(application.handshakeStatus("/open/room", "Origin", "http://elsewhere.example"))
                    .isEqualTo(403);
        }
    }

    @Proves("8.2-1")
    @OnEachServer
    void noSpellingOfThePathGetsRoundTheConstraint(Server server) throws Exception {
        List<String> spellings = List.of(
                "/open/../secret/room",
                "/./secret/room",
                "//secret/room",
                "/secret//room",
                "/secret;x/room",
                "/secret;x=/room;y",
                "/;x/secret/room",
                "/%73ecret/room",
                "/secret%2froom",
                "/secret/%72oom",
                "/open/%2e%2e/secret/room",
                "/open/..;/secret/room",
                "/open/..;x/secret/room",
                "/secret/x/../room",
                "/secret/room?a=/open/room",
                "/secret/room/",
                "/SECRET/room",
                "/secret\\room".replace("\\", "%5c"));
        try (Application application = deploy(server)) {
            SoftAssertions all = new SoftAssertions();
            for (String spelling : spellings) {
                all.assertThat(application.handshakeStatus(spelling))
                        .as(spelling)
                        .isBetween(400, 404);
            }
            all.assertAll();
        }
    }

    @Proves("7.2-2")
    @OnEachServer
    void handshakeIsKnownAfterItsRequestIsGone(Server server) throws Exception {
        try (Application application = deploy(server);
                Talk talk = application.talk("/secret/room", "Authorization", basic("j2ee"), "X-Mark", "one")) {
            // The container reuses its request objects for these.
            for (int i = 0; i < 20; i++) {
                assertThat(application.get("/open/nothing", "X-Mark", "two").statusCode())
                        .isEqualTo(404);
                assertThat(application.handshakeStatus("/open/room", "X-Mark", "three"))
                        .isEqualTo(101);
            }
            assertThat(talk.ask("later")).isEqualTo("j2ee /login/secret/room [one] null");
        }
    }
}
