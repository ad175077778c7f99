package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.servlet.app.RoomApp;
import io.hawser.tck.spec.Proves;
import java.io.IOException;

/** The opening handshakes to which the security constraints of web.xml apply, with and without TLS. */
class SecurityConstraintTest {

    private static final String FOR_STAFF = "<auth-constraint><role-name>staff</role-name></auth-constraint>";

    private static String constraint(String path, String method, String rule) {
        return """
                <security-constraint>
                  <web-resource-collection>
                    <web-resource-name>%1$s</web-resource-name>
                    <url-pattern>%1$s</url-pattern>
                    %2$s
                  </web-resource-collection>
                  %3$s
                </security-constraint>
                """.formatted(path, method, rule);
    }

    private static String transport(String guarantee) {
        return "<user-data-constraint><transport-guarantee>" + guarantee
                + "</transport-guarantee></user-data-constraint>";
    }

    private static Application deploy(Server server) throws IOException {
        return server.deploy(
                "/constraints",
                server.war()
                        .classes(RoomApp.class)
                        .webXml(constraint("/post", "<http-method>POST</http-method>", FOR_STAFF)
                                + constraint("/get", "<http-method>GET</http-method>", FOR_STAFF)
                                + constraint("/any", "", FOR_STAFF)
                                + constraint("/unsealed", "", transport("NONE"))
                                + constraint("/room", "", transport("CONFIDENTIAL"))
                                + "<login-config><auth-method>BASIC</auth-method></login-config>"
                                + "<security-role><role-name>staff</role-name></security-role>"));
    }

    @Proves("8.2-2")
    @OnEachServer
    void constraintOfAnotherMethodThanGetIsNoneOfHandshakes(Server server) throws Exception {
        try (Application application = deploy(server);
                Talk talk = application.talk("/post")) {
            assertThat(talk.ask("hello")).isEqualTo("post: hello");
            assertThat(application.handshakeStatus("/get")).isEqualTo(401);
            assertThat(application.handshakeStatus("/any")).isEqualTo(401);
        }
    }

    @Proves("8.3-1")
    @OnEachServer
    void guaranteeOfNoneLetsConnectionsInWithTlsAndWithout(Server server) throws Exception {
        try (Application application = deploy(server);
                Talk plain = application.talk("/unsealed");
                Talk secure = application.secureTalk("/unsealed")) {
            assertThat(plain.ask("hello")).isEqualTo("unsealed: hello");
            assertThat(secure.ask("hello")).isEqualTo("unsealed: hello");
        }
    }

    @Proves("8.3-2")
    @OnEachServer
    void guaranteeOfConfidentialityLetsConnectionsInWithTlsAlone(Server server) throws Exception {
        try (Application application = deploy(server);
                Talk secure = application.secureTalk("/room")) {
            // A redirect to the same address with https, which WebSocket clients do not follow.
            assertThat(application.handshakeStatus("/room")).isEqualTo(302);
            assertThat(secure.ask("secure")).isEqualTo("true");
            assertThat(secure.ask("count")).isEqualTo("1");
        }
    }
}
