package io.hawser.tck.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hawser.tck.Compression;
import java.io.IOException;
import java.util.Arrays;

/** Messages that are too large, too many or endless, or whose answers the peer does not read. */
enum MessageAttack implements Attack {
    ENDLESS_MESSAGE {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.open(hostile.anyEcho()).send(Peer.frame(Peer.TEXT, "once upon a time".getBytes(UTF_8)));
            for (int i = hostile.random().nextInt(500); i > 0; i--) {
                peer.write(
                        Peer.frame(Peer.CONTINUATION, new byte[hostile.random().nextInt(3)]));
            }
        }
    },
    ENDLESS_COMPRESSED {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.connect();
            peer.negotiate(hostile.anyEcho(), "permessage-deflate");
            peer.write(Peer.frame(Peer.RSV1 | Peer.BINARY, Compression.deflated(new byte[1_000_000])));
        }
    },
    BOMB {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.connect();
            peer.negotiate(hostile.anyEcho(), "permessage-deflate");
            peer.send(Peer.frame(Peer.FIN | Peer.RSV1 | Peer.BINARY, Compression.deflated(new byte[8 << 20])));
        }
    },
    NO_DEFLATE {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.connect();
            peer.negotiate(hostile.anyEcho(), "permessage-deflate");
            byte[] bytes = Compression.deflated(hostile.bytes(1_000));
            byte[] bad = hostile.random().nextBoolean() ? hostile.bytes(1_000) : Arrays.copyOf(bytes, 500);
            peer.send(Peer.frame(Peer.FIN | Peer.RSV1 | Peer.BINARY, bad)).drain();
        }
    },
    BROKEN_STREAM {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.open(hostile.random().nextBoolean() ? "/reading" : "/streams");
            peer.send(Peer.frame(Peer.BINARY, hostile.bytes(100)));
            if (hostile.random().nextBoolean()) {
                peer.reset();
            } else {
                peer.close();
            }
        }
    },
    UNREAD {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.connectNarrow().shakeHands(hostile.anyEcho());
            byte[] message = Peer.frame(Peer.FIN | Peer.BINARY, hostile.bytes(50_000));
            peer.patience(200);
            for (int i = 0; i < 10; i++) {
                peer.write(message);
            }
        }
    },
    UNREAD_IN_THE_ROOM {
        @Override
        public void by(Hostile hostile) throws IOException {
            hostile.connectNarrow().shakeHands("/room");
        }
    },
    UNREAD_LARGE {
        @Override
        public void by(Hostile hostile) throws IOException {
            hostile.connectNarrow().shakeHands("/large").text("4000000");
        }
    },
    HALF_CLOSE_UNREAD {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.connectNarrow().shakeHands("/large").text("4000000");
            peer.endOutput();
        }
    },
    HALF_CLOSE_READ {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.open("/handler");
            for (int i = 0; i < 12; i++) {
                peer.send(Peer.frame(Peer.FIN | Peer.BINARY, new byte[20_000]));
            }
            peer.endOutput();
            peer.drain();
        }
    },
    RESET_WHILE_IT_WRITES {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.open("/large").text("8000000");
            peer.next();
            peer.reset();
        }
    },
    MANY_TO_HANDLERS {
        @Override
        public void by(Hostile hostile) throws IOException {
            many(hostile.open("/handler"), 2_000);
        }
    },
    MANY_TO_FUTURES {
        @Override
        public void by(Hostile hostile) throws IOException {
            many(hostile.open("/future"), 500);
        }
    },
    MANY_TO_A_SLEEPER {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.open("/sleeping");
            many(peer, 100);
            peer.reset();
        }
    },
    BAD_WORDS {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.open("/decoding/evil%1B%5B2J");
            peer.text("bad\n\u001b[2J").text("worse\r\n").text("good");
            peer.nextOfData();
        }
    },
    ROOM_FLOOD {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.open("/room");
            for (int i = 0; i < 20; i++) {
                peer.text("x".repeat(5_000));
            }
        }
    };

    private static void many(Peer peer, int messages) throws IOException {
        byte[] message = Peer.frame(Peer.FIN | Peer.TEXT, new byte[] {'m'});
        for (int i = 0; i < messages; i++) {
            peer.write(message);
        }
    }
}
