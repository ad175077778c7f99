package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two ends of a connection that exchange byte arrays. The package {@code protocol} needs nothing else. */
class ProtocolByItselfTest {

    private final List<String> log = new ArrayList<>();
    private final Peer client = new Peer(Role.CLIENT);
    private final Peer server = new Peer(Role.SERVER) {
        @Override
        public void text(String message) {
            super.text(message);
            send(() -> writer.text("echo of " + message));
        }
    };

    @Test
    void messagesGoThereAndBack() throws ProtocolException {
        client.writer.text("Grüße");
        client.writer.textPart("in ", false);
        client.writer.ping(ByteBuffer.wrap(Wire.sample(4)));
        client.writer.textPart("parts", true);
        talk();

        assertThat(log)
                .containsExactly(
                        "SERVER got Grüße",
                        "SERVER got a ping of 4",
                        "SERVER got in parts",
                        "CLIENT got echo of Grüße",
                        "CLIENT got a pong of 4",
                        "CLIENT got echo of in parts");
    }

    @Test
    void theClientCloses() throws ProtocolException {
        assertThat(client.closing.close(new CloseStatus(1000, "done"))).isTrue();
        client.writer.close(client.closing.sent());
        talk();

        assertThat(log).containsExactly("SERVER got close 1000 done", "CLIENT got close 1000 ");
        assertThat(server.closing.mustCloseTcp()).isTrue();
        assertThat(client.closing.mustCloseTcp()).isFalse();
        client.closing.ended();
        assertThat(client.closing.mustCloseTcp()).isTrue();
        assertThat(client.closing.outcome()).isEqualTo(new CloseStatus(1000, "done"));
        assertThat(server.closing.outcome()).isEqualTo(new CloseStatus(1000, "done"));
    }

    @Test
    void theServerFailsAConnectionOnWhichTextIsNotUtf8() throws ProtocolException {
        client.writer.text(Wire.bytes(0xFF));
        client.writer.text("never read");
        talk();

        assertThat(log).containsExactly("CLIENT got close 1007 Text message is not UTF-8");
        assertThat(server.closing.outcome().code()).isEqualTo(1007);
        assertThat(server.closing.mustCloseTcp()).isTrue();
    }

    /** The peer's close code is checked before the answer. An illegal code is not sent back. */
    @Test
    void anIllegalCloseCodeIsNotEchoed() {
        server.receive(Wire.frame(Role.CLIENT, Wire.FIN | Wire.CLOSE, Wire.bytes(0x03, 0xED)));
        talk();

        assertThat(log).containsExactly("CLIENT got close 1002 Close frame with illegal close code 1005");
    }

    /** Each ping is answered in order. No pong is dropped or combined with another. */
    @Test
    void tenPingsAreAnsweredByTenPongsInOrder() throws ProtocolException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            client.writer.ping(ByteBuffer.wrap(Wire.sample(i)));
            expected.add("CLIENT got a pong of " + i);
        }
        talk();

        assertThat(log).endsWith(expected.toArray(String[]::new)).hasSize(20);
    }

    /** Moves bytes in both directions until none are left. */
    private void talk() {
        byte[] toServer = client.rooms.bytes();
        byte[] toClient = server.rooms.bytes();
        while (toServer.length + toClient.length > 0) {
            server.receive(toServer);
            client.receive(toClient);
            toServer = client.rooms.bytes();
            toClient = server.rooms.bytes();
        }
    }

    private interface Sending {
        void run() throws ProtocolException;
    }

    /** One end of the connection. */
    private class Peer implements MessageSink {

        final Rooms rooms = new Rooms();
        final ClosingHandshake closing;
        final MessageWriter writer;
        private final FrameReader reader;
        private final Role role;

        Peer(Role role) {
            this.role = role;
            closing = new ClosingHandshake(role);
            writer = new MessageWriter(new FrameWriter(role, new MaskKeys(), rooms));
            reader = new FrameReader(role, 0, 1000, new MessageReader(this, 1000, 1000));
        }

        void receive(byte[] bytes) {
            try {
                reader.read(ByteBuffer.wrap(bytes));
            } catch (ProtocolException e) {
                if (closing.fail(e.status(), e.status())) {
                    send(() -> writer.close(closing.sent()));
                }
            }
        }

        void send(Sending sending) {
            try {
                sending.run();
            } catch (ProtocolException e) {
                throw new AssertionError("No extension is there that could fail", e);
            }
        }

        @Override
        public void text(String message) {
            log.add(role + " got " + message);
        }

        @Override
        public void textPart(String part, boolean last) {
            throw new AssertionError("Messages come whole");
        }

        @Override
        public void binary(ByteBuffer message) {
            log.add(role + " got " + message.remaining() + " bytes");
        }

        @Override
        public void binaryPart(ByteBuffer part, boolean last) {
            throw new AssertionError("Messages come whole");
        }

        @Override
        public void ping(ByteBuffer payload) {
            log.add(role + " got a ping of " + payload.remaining());
            send(() -> writer.pong(payload));
        }

        @Override
        public void pong(ByteBuffer payload) {
            log.add(role + " got a pong of " + payload.remaining());
        }

        @Override
        public void close(CloseStatus status) {
            log.add(role + " got close " + status.code() + " " + status.reason());
            if (closing.received(status)) {
                send(() -> writer.close(closing.answer()));
            }
        }
    }
}
