package io.hawser.tck.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;

/** Illegal frames, and too many frames. */
enum FrameAttack implements Attack {
    PING_FLOOD {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.open(hostile.anyEcho());
            byte[] ping = Peer.frame(
                    Peer.FIN | Peer.PING, hostile.bytes(hostile.random().nextInt(126)));
            for (int i = 0; i < 2_000; i++) {
                peer.write(ping);
            }
        }
    },
    PONGS {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.open(hostile.anyEcho());
            for (int i = 0; i < 1_000; i++) {
                peer.write(Peer.frame(Peer.FIN | Peer.PONG, new byte[0]));
            }
        }
    },
    TINY_FRAGMENTS {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.open(hostile.anyEcho());
            peer.write(Peer.frame(Peer.TEXT, new byte[0]));
            byte[] piece = Peer.frame(Peer.CONTINUATION, new byte[] {'a'});
            for (int i = 0; i < 3_000; i++) {
                peer.write(piece);
            }
            peer.write(Peer.frame(Peer.FIN | Peer.CONTINUATION, new byte[0]));
            peer.nextOfData();
        }
    },
    BAD_UTF8 {
        @Override
        public void by(Hostile hostile) throws IOException {
            hostile.open(hostile.anyEcho())
                    .send(Peer.frame(Peer.FIN | Peer.TEXT, new byte[] {'a', (byte) 0xC0, (byte) 0x80}))
                    .drain();
        }
    },
    BAD_FRAME {
        @Override
        public void by(Hostile hostile) throws IOException {
            byte[] frame = switch (hostile.random().nextInt(7)) {
                case 0 -> Peer.frame(Peer.FIN | 3, new byte[3]);
                case 1 -> Peer.frame(Peer.FIN | 0x20 | Peer.TEXT, new byte[3]);
                case 2 -> Peer.frame(Peer.PING, new byte[3]);
                case 3 -> Peer.frame(Peer.FIN | Peer.PING, new byte[126]);
                case 4 -> Peer.frame(Peer.FIN | Peer.CONTINUATION, new byte[3]);
                case 5 -> new byte[] {(byte) (Peer.FIN | Peer.TEXT), 3, 'a', 'b', 'c'};
                default -> Peer.header(Peer.FIN | Peer.BINARY, Long.MIN_VALUE);
            };
            hostile.open(hostile.anyEcho()).send(frame).drain();
        }
    },
    GARBAGE_FRAMES {
        @Override
        public void by(Hostile hostile) throws IOException {
            hostile.open(hostile.anyEcho())
                    .send(hostile.bytes(hostile.random().nextInt(5_000)))
                    .drain();
        }
    },
    OVERSIZE {
        @Override
        public void by(Hostile hostile) throws IOException {
            long size = hostile.random().nextBoolean() ? Integer.MAX_VALUE : Long.MAX_VALUE;
            hostile.open("/whole")
                    .send(Peer.header(Peer.FIN | Peer.BINARY, size))
                    .drain();
        }
    },
    OVERSIZE_IN_PIECES {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.open("/handler").send(Peer.frame(Peer.BINARY, new byte[100_000]));
            for (int i = 0; i < 20; i++) {
                peer.write(Peer.frame(Peer.CONTINUATION, new byte[100_000]));
            }
        }
    },
    ODD_CLOSE {
        @Override
        public void by(Hostile hostile) throws IOException {
            int code = hostile.random().nextBoolean()
                    ? 990 + hostile.random().nextInt(40)
                    : hostile.random().nextInt(65_536);
            hostile.open(hostile.anyEcho()).closing(code).drain();
        }
    },
    BROKEN_CLOSE {
        @Override
        public void by(Hostile hostile) throws IOException {
            byte[] payload = hostile.random().nextBoolean() ? new byte[] {3} : new byte[] {3, (byte) 0xE8, -1};
            hostile.open(hostile.anyEcho())
                    .send(Peer.frame(Peer.FIN | Peer.CLOSE, payload))
                    .drain();
        }
    },
    CLOSE_STORM {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.open(hostile.anyEcho());
            for (int i = 0; i < 500; i++) {
                peer.closing(1000 + i % 4);
            }
            peer.text("and then?").drain();
        }
    },
    CLOSE_AND_GONE {
        @Override
        public void by(Hostile hostile) throws IOException {
            hostile.open(hostile.anyEcho()).text("hello").closing(1001).reset();
        }
    },
    CLOSE_UNREAD {
        @Override
        public void by(Hostile hostile) throws IOException {
            hostile.open(hostile.anyEcho()).closing(1000);
        }
    },
    RESET_ANYWHERE {
        @Override
        public void by(Hostile hostile) throws IOException {
            byte[] all = Peer.concat(
                    Peer.frame(Peer.TEXT, "a message ".getBytes(UTF_8)),
                    Peer.frame(Peer.FIN | Peer.PING, new byte[10]),
                    Peer.frame(Peer.FIN | Peer.CONTINUATION, "in two frames".getBytes(UTF_8)),
                    Peer.frame(Peer.FIN | Peer.BINARY, hostile.bytes(70_000)));
            int length = hostile.random().nextInt(hostile.random().nextBoolean() ? 60 : all.length);
            hostile.open(hostile.anyEcho()).send(Arrays.copyOf(all, length)).reset();
        }
    };
}
