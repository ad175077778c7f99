package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.servlet.app.RoomApp;

/** Connections that are reset while the container has unwritten output for them. */
class LostOutputTest {

    private static final int PEERS = 10;

    @OnEachServer
    void leaveNoErrorInTheLogOfTheServer(Server server) throws Exception {
        int before = server.log().length();
        try (Application application = server.deploy("/lost", server.war().classes(RoomApp.class));
                Talk beside = application.talk("/room")) {
            for (int i = 0; i < PEERS; i++) {
                FloodedPeer peer = FloodedPeer.plain(server);
                peer.flood("/lost/room");
                peer.reset();
            }
            await().until(() -> beside.ask("closed").equals(String.valueOf(PEERS)));
            assertThat(beside.ask("count")).isEqualTo("1");
            assertThat(beside.ask("hello")).isEqualTo("hello");
        }
        assertThat(server.log().substring(before))
                .doesNotContain("XNIO", "ERROR", "SEVERE", "reports that repeatedly")
                .doesNotContain("\tat ");
    }
}
