package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Close frames and the log lines of a server that is closed. */
@Timeout(120)
class StoppingTest {

    private static final int HALF_OPEN = 20;

    private final List<RawPeer> peers = new ArrayList<>();

    private HawserServer start() throws Exception {
        return HawserServer.builder().addEndpoint(Endpoints.Echo.class).start();
    }

    private RawPeer connect(HawserServer server) throws Exception {
        RawPeer peer = RawPeer.connect(server.port());
        peers.add(peer);
        return peer;
    }

    @Test
    void halfOpenConnectionsAreToldInOneLineAndSessionsHear1001() throws Exception {
        try (Logged logged = new Logged()) {
            RawPeer session;
            try (HawserServer server = start()) {
                session = connect(server).send(RawPeer.handshake("/echo"));
                session.head();
                for (int i = 0; i < HALF_OPEN; i++) {
                    connect(server).send(RawPeer.handshake("/echo").substring(0, 60));
                }
                // The last connection has been accepted, and so have those before it.
                RawPeer last = connect(server).send(RawPeer.handshake("/echo"));
                last.head();
                last.send(RawPeer.frame(0x88, new byte[0], true));
                last.rest();
            }
            byte[] close = session.rest();
            assertThat(close[0]).isEqualTo((byte) 0x88);
            assertThat(close[2] << 8 | close[3] & 0xFF).isEqualTo(1001);
            for (RawPeer peer : peers) {
                peer.close();
            }
            assertThat(logged.linesWith("bad request")).isEmpty();
            assertThat(logged.linesWith(HALF_OPEN + " connections without a session are aborted"))
                    .hasSize(1);
            assertThat(logged.lines()).as("with the begin and the end").hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void aPeerThatIsGoneWithinItsRequestIsNoBadRequest() throws Exception {
        try (Logged logged = new Logged()) {
            try (HawserServer server = start()) {
                for (int i = 0; i < HALF_OPEN; i++) {
                    RawPeer.connect(server.port()).send("GET / HT").close();
                }
                try (RawPeer after = RawPeer.connect(server.port())) {
                    after.send(RawPeer.handshake("/echo")).head();
                }
            }
            // A server that has ended has logged the end of all its connections.
            assertThat(logged.linesWith("bad request")).isEmpty();
        }
    }
}
