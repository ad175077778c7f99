package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.servlet.app.RoomApp;

/** Servers that are stopped by their API while applications are deployed. */
class ServerStopTest {

    @OnEachServer
    void everySessionIsToldThatTheServerGoesAway(Server shared) throws Exception {
        Talk ann;
        Talk bob;
        try (Server server = Server.start(shared.target())) {
            Application gone = server.deploy("/gone", server.war().classes(RoomApp.class));
            ann = server.deploy("/first", server.war().classes(RoomApp.class)).talk("/room");
            bob = server.deploy("/second", server.war().classes(RoomApp.class)).talk("/room");
            try (Talk cid = gone.talk("/room")) {
                gone.close();
                assertThat(cid.closeCode()).isEqualTo(1001);
            }
            assertThat(ann.ask("hello")).isEqualTo("hello");
            assertThat(bob.ask("hello")).isEqualTo("hello");
        }
        try (ann;
                bob) {
            assertThat(ann.closeCode()).isEqualTo(1001);
            assertThat(bob.closeCode()).isEqualTo(1001);
        }
    }
}
