package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.servlet.app.RoomApp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Connections that are aborted while their peers do not read the output of the container. */
class UnreadOutputTest {

    /** More connections than the server has threads. */
    private static final int PEERS = 10;

    private static final String WRITE_TIMEOUT = """
        <context-param>
          <param-name>io.hawser.writeTimeout</param-name>
          <param-value>700</param-value>
        </context-param>
        """;

    /** Opens one of these connections. */
    @FunctionalInterface
    private interface Opening {
        FloodedPeer open() throws IOException;
    }

    private static void areCut(Application application, Opening opening) throws Exception {
        List<FloodedPeer> peers = new ArrayList<>();
        try (Talk beside = application.talk("/room")) {
            for (int i = 0; i < PEERS; i++) {
                FloodedPeer peer = opening.open();
                peers.add(peer);
                peer.flood("/unread/room");
            }
            await().until(() -> beside.ask("closed").equals(String.valueOf(PEERS)));
            for (int i = 0; i < PEERS; i++) {
                try (Talk later = application.secureTalk("/room")) {
                    assertThat(later.ask("hello")).isEqualTo("hello");
                }
            }
        } finally {
            for (FloodedPeer peer : peers) {
                peer.reset();
            }
        }
    }

    private static Application deploy(Server server) throws IOException {
        return server.deploy("/unread", server.war().classes(RoomApp.class).webXml(WRITE_TIMEOUT));
    }

    @OnEachServer
    void costsNobodyElseAnything(Server server) throws Exception {
        try (Application application = deploy(server)) {
            areCut(application, () -> FloodedPeer.plain(server));
        }
    }

    @OnEachServer
    void costsNobodyElseAnythingWithTls(Server server) throws Exception {
        try (Application application = deploy(server)) {
            Server.Secure secure = server.secure();
            areCut(application, () -> FloodedPeer.secure(secure));
        }
    }
}
