package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.servlet.app.DeployingApp;
import io.hawser.tck.servlet.app.RoomApp;
import io.hawser.tck.servlet.app.WrongApp;
import io.hawser.tck.spec.Proves;

/** The ways to deploy endpoints. */
class DeploymentTest {

    @Proves("ServerContainer")
    @OnEachServer
    void servletAndFilterUpgradeByThemselves(Server server) throws Exception {
        try (Application application = server.deploy("/deploying", server.war().classes(DeployingApp.class));
                Talk byServlet = application.talk("/by-servlet/harbour");
                Talk byFilter = application.talk("/by-filter/x")) {
            assertThat(byServlet.ask("hello"))
                    .startsWith("hello {name=/harbour} ")
                    .endsWith("/by-servlet/harbour");
            assertThat(byFilter.ask("hello"))
                    .startsWith("hello {name=filtered} ")
                    .endsWith("/by-filter/x");
        }
    }

    @OnEachServer
    void listenerDeploysWhileTheApplicationStarts(Server server) throws Exception {
        try (Application application = server.deploy("/deploying", server.war().classes(DeployingApp.class));
                Talk talk = application.talk("/listened/quay")) {
            assertThat(talk.ask("hello")).startsWith("hello {name=quay} ");
        }
    }

    @OnEachServer
    void servletDeploysAfterwards(Server server) throws Exception {
        try (Application application = server.deploy("/deploying", server.war().classes(DeployingApp.class))) {
            assertThat(application.handshakeStatus("/late")).isEqualTo(404);
            assertThat(application.body("/deploy?path=/late")).isEqualTo("deployed");
            try (Talk talk = application.talk("/late")) {
                assertThat(talk.ask("hello")).startsWith("hello {} ");
            }
            assertThat(application.body("/deploy?path=/listened/%7Bother%7D")).contains("/listened/{");
        }
    }

    @OnEachServer
    void applicationWithoutEndpointsHasTheContainer(Server server) throws Exception {
        try (Application application = server.deploy("/deploying", server.war().classes(DeployingApp.class))) {
            assertThat(application.body("/container")).isEqualTo("io.hawser.container.HawserServerContainer");
        }
    }

    @OnEachServer
    void endpointThatBreaksARuleKeepsTheApplicationFromStarting(Server server) throws Exception {
        // The server's own implementation may find the endpoint first.
        assertThat(server.refusal("/wrong", server.war().classes(WrongApp.class)))
                .isPresent();
        assertThat(server.get("/wrong/wrong").statusCode()).isEqualTo(404);
    }

    @OnEachServer
    void refusalOfAnEndpointNamesTheClassAndTheRule(Server server) throws Exception {
        try (Application application = server.deploy("/deploying", server.war().classes(DeployingApp.class))) {
            assertThat(application.body("/deploy?path=/%7Ba%7D/%7Ba%7D")).contains("DeployingApp$Saying", "/{a}/{a}");
        }
    }

    @Proves("6.4-1")
    @OnEachServer
    void applicationsOfOneServerAreApart(Server server) throws Exception {
        String limited = """
                <context-param>
                  <param-name>io.hawser.maxTextMessageSize</param-name>
                  <param-value>1000</param-value>
                </context-param>
                """;
        try (Application one = server.deploy("/one", server.war().classes(RoomApp.class));
                Application other = server.deploy(
                        "/other", server.war().classes(RoomApp.class).webXml(limited));
                Talk ann = one.talk("/room");
                Talk bob = one.talk("/room");
                Talk eve = other.talk("/room")) {
            assertThat(bob.ask("limit")).isEqualTo("1048576");
            assertThat(ann.ask("count")).isEqualTo("2");
            assertThat(eve.ask("count")).isEqualTo("1");
            assertThat(eve.ask("limit")).isEqualTo("1000");
            assertThat(ann.ask("x".repeat(1001))).hasSize(1001);
            assertThat(eve.send("x".repeat(1001)).closeCode()).isEqualTo(1009);
        }
    }

    @OnEachServer
    void applicationThatIsStartedAgainFindsItsEndpointsAgain(Server server) throws Exception {
        War war = server.war().classes(RoomApp.class);
        for (int i = 0; i < 3; i++) {
            try (Application application = server.deploy("/again", war);
                    Talk room = application.talk("/room");
                    Talk named = application.talk("/harbour")) {
                assertThat(room.ask("hello")).isEqualTo("hello");
                assertThat(named.ask("hello")).isEqualTo("harbour: hello");
            }
            assertThat(server.get("/again/room").statusCode()).isEqualTo(404);
        }
    }
}
