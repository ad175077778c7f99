package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.WirePeer;
import io.hawser.tck.servlet.app.GateApp;
import java.io.IOException;
import java.net.Socket;

/** The end of a message that arrives while input is paused, and after which the peer sends nothing. */
class PausedInputTest {

    private static final int PEERS = 20;
    private static final int PARTS = 16;
    private static final int PART_BYTES = 4096;
    /** Tomcat has all bytes in its buffer, and the socket is empty. */
    private static final int REST_BYTES = 100;

    private static final class Peer extends WirePeer {

        private Peer(Server server) throws IOException {
            super(new Socket("localhost", server.port()));
            open(handshakeFor("/gate/count"));
        }

        void begin() throws IOException {
            write(frame(TEXT, new byte[PART_BYTES]));
            for (int i = 1; i < PARTS; i++) {
                write(frame(CONTINUATION, new byte[PART_BYTES]));
            }
        }

        void end() throws IOException {
            write(frame(FIN | CONTINUATION, new byte[REST_BYTES]));
        }
    }

    private static void letTimePass(Talk gate) {
        for (int i = 0; i < 100; i++) {
            assertThat(gate.ask("still shut?")).isEqualTo("still shut?");
        }
    }

    @OnEachServer
    void isReadWhenItIsWantedAgain(Server server) throws Exception {
        Peer[] peers = new Peer[PEERS];
        try (Application application = server.deploy("/gate", server.war().classes(GateApp.class));
                Talk gate = application.talk("/gate")) {
            for (int i = 0; i < PEERS; i++) {
                peers[i] = new Peer(server);
                peers[i].begin();
            }
            letTimePass(gate);
            for (Peer peer : peers) {
                peer.end();
            }
            letTimePass(gate);
            gate.ask("open");
            for (Peer peer : peers) {
                assertThat(answer(peer)).isEqualTo(String.valueOf(PARTS * PART_BYTES + REST_BYTES));
                peer.close();
            }
        }
    }

    /** {@return the next text; unsolicited pongs have no meaning (RFC 6455, section 5.5.3)} */
    private static String answer(Peer peer) throws IOException {
        WirePeer.Frame frame = peer.next();
        while (frame.opcode() == WirePeer.PONG) {
            frame = peer.next();
        }
        return frame.text();
    }
}
