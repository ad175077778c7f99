package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.servlet.app.ClientApp;
import java.io.IOException;

/** Web applications as clients. */
class ClientTest {

    private static Application deploy(Server server) throws IOException {
        return server.deploy("/client", server.war().classes(ClientApp.class));
    }

    private static String ask(Application application, String container) throws Exception {
        return application.body("/ask?with=" + container + "&address=" + application.address("/answers"));
    }

    @OnEachServer
    void serverContainerConnectsToItsOwnEndpoint(Server server) throws Exception {
        try (Application application = deploy(server)) {
            assertThat(ask(application, "server")).isEqualTo("HawserServerContainer hello yourself");
        }
    }

    @OnEachServer
    void containerProviderGivesHawserThoughTheServerHasItsOwn(Server server) throws Exception {
        try (Application application = deploy(server)) {
            assertThat(ask(application, "provider")).isEqualTo("HawserClientContainer hello yourself");
        }
    }

    @OnEachServer
    void endpointConnectsWithinAMessage(Server server) throws Exception {
        try (Application application = deploy(server);
                Talk talk = application.talk("/asks")) {
            assertThat(talk.ask(application.address("/answers"))).isEqualTo("HawserClientContainer hello yourself");
        }
    }

    /** Without the artifact, as docs/servlet-containers.md describes. */
    @OnEachServer
    void anApplicationWithoutTheClientServesAndSaysWhatIsMissing(Server server) throws Exception {
        War war = server.warWith("without-client").classes(ClientApp.class);

        assertThat(war.directory().resolve("WEB-INF/lib"))
                .isDirectoryNotContaining(
                        jar -> jar.getFileName().toString().matches(".*(standalone|netty|classgraph).*"));
        try (Application application = server.deploy("/client", war);
                Talk talk = application.talk("/answers")) {
            assertThat(talk.ask("hello")).isEqualTo("hello yourself");
            assertThat(ask(application, "server"))
                    .contains(
                            "Hawser has no client transport here;",
                            "the artifact io.hawser:hawser-container-standalone");
            // The container of the server itself, if any.
            assertThat(ask(application, "provider")).isNotEmpty().doesNotContain("Hawser");
        }
    }

    @OnEachServer
    void clientsOfAnApplicationEndWithIt(Server server) throws Exception {
        try (Application application = deploy(server)) {
            ask(application, "server");
            ask(application, "provider");
            assertThat(Held.by(server).threads()).anyMatch(thread -> thread.startsWith("hawser"));
        }
        // Both sides had open connections.
        await().until(() -> Held.by(server).threads().stream().noneMatch(thread -> thread.startsWith("hawser")));
    }
}
