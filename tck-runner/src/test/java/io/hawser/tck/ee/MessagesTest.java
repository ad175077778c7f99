package io.hawser.tck.ee;

import static io.hawser.tck.WirePeer.BINARY;
import static io.hawser.tck.WirePeer.CLOSE;
import static io.hawser.tck.WirePeer.CONTINUATION;
import static io.hawser.tck.WirePeer.FIN;
import static io.hawser.tck.WirePeer.RSV1;
import static io.hawser.tck.WirePeer.TEXT;
import static io.hawser.tck.WirePeer.frame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.Compression;
import io.hawser.tck.WirePeer;
import io.hawser.tck.WirePeer.Frame;
import io.hawser.tck.servlet.Talk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages of all kinds and sizes. */
class MessagesTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final int CONNECTIONS = 200;

    @OnEachEeServer
    void hawserServes(EeApplication application) {
        try (Talk talk = application.talk("/echo")) {
            assertThat(talk.ask("who")).isEqualTo("io.hawser.session.WebSocketSession");
        }
    }

    @OnEachEeServer
    void textOfOneMegabyteComesBack(EeApplication application) throws Exception {
        comesBack(application, TEXT, text(MEGABYTE));
    }

    @OnEachEeServer
    void textOfSixteenMegabytesComesBack(EeApplication application) throws Exception {
        comesBack(application, TEXT, text(16 * MEGABYTE));
    }

    @OnEachEeServer
    void binaryOfOneMegabyteComesBack(EeApplication application) throws Exception {
        comesBack(application, BINARY, bytes(MEGABYTE));
    }

    @OnEachEeServer
    void binaryOfSixteenMegabytesComesBack(EeApplication application) throws Exception {
        comesBack(application, BINARY, bytes(16 * MEGABYTE));
    }

    private static void comesBack(EeApplication application, int opcode, byte[] message) throws Exception {
        try (Wire wire = application.wire("/echo")) {
            wire.write(frame(FIN | opcode, message));
            assertThat(wire.message()).isEqualTo(message);
            // The stream of frames is whole.
            wire.write(frame(FIN | TEXT, "last".getBytes(UTF_8)));
            assertThat(wire.message()).asString().isEqualTo("last");
        }
    }

    private static byte[] text(int size) {
        return "0123456789abcdef".repeat(size / 16).getBytes(UTF_8);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @OnEachEeServer
    void fragmentsAreOneMessage(EeApplication application) throws Exception {
        try (Wire wire = application.wire("/echo")) {
            wire.write(frame(TEXT, "one ".getBytes(UTF_8)));
            wire.write(frame(CONTINUATION, "and ".getBytes(UTF_8)));
            wire.write(frame(FIN | CONTINUATION, "two".getBytes(UTF_8)));
            assertThat(wire.message()).asString().isEqualTo("one and two");
        }
    }

    @OnEachEeServer
    void compressedMessagesComeBackCompressed(EeApplication application) throws Exception {
        try (Wire wire = application.wire("/echo", "Sec-WebSocket-Extensions", "permessage-deflate");
                Compression compression = new Compression(true)) {
            assertThat(wire.answer()).containsIgnoringCase("permessage-deflate");
            for (int i = 0; i < 3; i++) {
                byte[] message = text(MEGABYTE);
                wire.write(frame(FIN | RSV1 | TEXT, compression.deflate(message)));
                Frame frame = wire.next();
                assertThat(frame.isCompressed())
                        .as("compression of %s with %s", frame, wire.answer())
                        .isTrue();
                byte[] payload = frame.payload();
                while (!frame.isLast()) {
                    frame = wire.next();
                    payload = WirePeer.concat(payload, frame.payload());
                }
                assertThat(compression.inflate(payload)).isEqualTo(message);
            }
        }
    }

    @OnEachEeServer
    void slowReaderGetsEverythingInOrder(EeApplication application) throws Exception {
        int count = 300;
        try (Wire slow = application.wire("/flood");
                Talk other = application.talk("/echo")) {
            slow.write(frame(FIN | TEXT, String.valueOf(count).getBytes(UTF_8)));
            // Nothing is read yet, and the server is not held up by it.
            for (int i = 0; i < 100; i++) {
                assertThat(other.ask("message " + i)).isEqualTo("message " + i);
            }
            for (int i = 0; i < count; i++) {
                assertThat(slow.message()).hasSize(64 * 1024).asString().startsWith(i + ":");
            }
        }
    }

    @OnEachEeServer
    void manyConnectionsAreServedAtOnce(EeApplication application) {
        List<Talk> talks = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                talks.add(application.talk("/echo"));
            }
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < CONNECTIONS; i++) {
                    talks.get(i).send(round + " " + i);
                }
                for (int i = 0; i < CONNECTIONS; i++) {
                    assertThat(talks.get(i).next()).isEqualTo(round + " " + i);
                }
            }
        } finally {
            talks.forEach(Talk::close);
        }
    }

    @OnEachEeServer
    void tcpEndsAfterTheClosingHandshake(EeApplication application) throws Exception {
        try (Wire wire = application.wire("/echo")) {
            wire.write(frame(FIN | TEXT, "hello".getBytes(UTF_8)));
            assertThat(wire.message()).asString().isEqualTo("hello");
            wire.write(frame(FIN | CLOSE, new byte[] {3, (byte) 0xE8}));
            assertThat(wire.next().closeCode()).isEqualTo(1000);
            assertThat(wire.isEnded()).isTrue();
        }
    }
}
