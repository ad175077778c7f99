package io.hawser.tck.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;

/** Attacks before a session is open. */
enum HandshakeAttack implements Attack {
    SILENCE {
        @Override
        public void by(Hostile hostile) throws IOException {
            hostile.connect();
        }
    },
    ABRUPT_END {
        @Override
        public void by(Hostile hostile) throws IOException {
            byte[] all = handshake(hostile, "");
            hostile.connect()
                    .send(Arrays.copyOf(all, hostile.random().nextInt(all.length)))
                    .close();
        }
    },
    RESET {
        @Override
        public void by(Hostile hostile) throws IOException {
            byte[] all = handshake(hostile, "");
            hostile.connect()
                    .send(Arrays.copyOf(all, hostile.random().nextInt(all.length + 1)))
                    .reset();
        }
    },
    HALF_CLOSE {
        @Override
        public void by(Hostile hostile) throws IOException {
            byte[] all = handshake(hostile, "");
            Peer peer =
                    hostile.connect().send(Arrays.copyOf(all, hostile.random().nextInt(all.length + 1)));
            peer.endOutput();
        }
    },
    ENDLESS_HEADER {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer =
                    hostile.connect().send(ascii("GET " + Place.CONTEXT + "/whole HTTP/1.1\r\nHost: localhost\r\n"));
            for (int i = hostile.random().nextInt(1_000); i >= 0; i--) {
                peer.send(ascii("X-" + i + ": " + "x".repeat(50) + "\r\n"));
            }
        }
    },
    BYTE_BY_BYTE {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.connect();
            for (byte octet : handshake(hostile, "")) {
                peer.write(new byte[] {octet});
            }
            for (byte octet : Peer.frame(Peer.FIN | Peer.TEXT, ascii("slowly"))) {
                peer.write(new byte[] {octet});
            }
            peer.head();
            peer.nextOfData();
        }
    },
    H2C {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.connect()
                    .send(ascii("GET " + Place.FILE
                            + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                            + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n"));
            peer.head();
            peer.close();
        }
    },
    FILE_HALF_CLOSE {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.connectNarrow().send(file());
            peer.endOutput();
        }
    },
    FILE_CLOSE {
        @Override
        public void by(Hostile hostile) throws IOException {
            hostile.connect().send(file()).close();
        }
    },
    FILE_UNREAD {
        @Override
        public void by(Hostile hostile) throws IOException {
            Peer peer = hostile.connectNarrow().send(file());
            peer.head();
        }
    },
    EVIL_HOST {
        @Override
        public void by(Hostile hostile) throws IOException {
            String handshake = new String(handshake(hostile, "Origin: http://evil.example\r\n"), ISO_8859_1);
            hostile.connect()
                    .send(ascii(handshake.replace("Host: localhost", "Host: evil.example")))
                    .head();
        }
    },
    EVIL_ORIGIN {
        @Override
        public void by(Hostile hostile) throws IOException {
            hostile.connect()
                    .send(handshake(hostile, "Origin: http://evil.example\r\n"))
                    .drain();
        }
    },
    BAD_REQUEST {
        @Override
        public void by(Hostile hostile) throws IOException {
            String good = new String(handshake(hostile, ""), ISO_8859_1);
            String bad = switch (hostile.random().nextInt(7)) {
                case 0 -> good.replace("Version: 13", "Version: 12");
                case 1 -> good.replace("dGhlIHNhbXBsZSBub25jZQ==", "short");
                case 2 -> good.replace("GET", "POST");
                case 3 -> good.replace("HTTP/1.1", "HTTP/3.7");
                case 4 -> good.replace("Host: localhost", "Host: a@b");
                case 5 -> good.replace("Host: localhost\r\n", "");
                default -> good.replace("GET /", "GET \u0001");
            };
            hostile.connect().send(bad.getBytes(ISO_8859_1)).drain();
        }
    },
    GARBAGE {
        @Override
        public void by(Hostile hostile) throws IOException {
            hostile.connect()
                    .send(hostile.bytes(hostile.random().nextInt(5_000)))
                    .drain();
        }
    },
    REFUSED {
        @Override
        public void by(Hostile hostile) throws IOException {
            hostile.open(hostile.random().nextBoolean() ? "/refusing" : "/decoding/bad")
                    .text("is there anybody?")
                    .drain();
        }
    },
    LOST {
        @Override
        public void by(Hostile hostile) throws IOException {
            hostile.open("/nowhere");
        }
    };

    private static byte[] handshake(Hostile hostile, String fields) {
        return ascii(Peer.handshake(hostile.anyEcho(), fields));
    }

    private static byte[] file() {
        return ascii("GET " + Place.FILE + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
