package io.hawser.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.FrameReader;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.FrameWriter;
import io.hawser.protocol.MaskKeys;
import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import io.hawser.session.output.Encoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A peer that sends the frames of a test and records the frames that it gets, one line for each frame: {@code TEXT
 * hello}, {@code TEXT+ hel} if more fragments follow, {@code CLOSE 1000 bye}, then {@code END} or {@code RESET}.
 */
final class RawPeer implements Wire {

    private final MemoryTransport other;
    private final FrameReader reader;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final MessageWriter writer;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private boolean closed;
    private byte[] lastPing = new byte[0];
    private Runnable onPing = () -> {};

    RawPeer(Role role, MemoryTransport other) {
        this.other = other;
        this.reader = new FrameReader(role, 0, -1, new Notes());
        this.writer = new MessageWriter(new FrameWriter(role, new MaskKeys(), this::room));
        other.join(this);
    }

    private ByteBuffer room = ByteBuffer.allocate(0);

    private ByteBuffer room(int wanted) {
        takeRoom();
        room = ByteBuffer.allocate(wanted);
        return room;
    }

    private void takeRoom() {
        out.write(room.array(), 0, room.position());
        room = ByteBuffer.allocate(0);
    }

    /** Adds frames to what {@link #send()} sends. */
    RawPeer put(Encoding frames) {
        try {
            frames.writeTo(writer);
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
        takeRoom();
        return this;
    }

    RawPeer text(String message) {
        return put(writer -> writer.text(message));
    }

    RawPeer ping(String payload) {
        return put(writer -> writer.ping(ByteBuffer.wrap(payload.getBytes(UTF_8))));
    }

    RawPeer pong(byte[] payload) {
        return put(writer -> writer.pong(ByteBuffer.wrap(payload)));
    }

    /** {@return the payload of the last received ping} */
    byte[] lastPing() {
        return lastPing;
    }

    /** Answers each ping at once from now on. */
    void answersPings() {
        answersPingsWith(peer -> {});
    }

    /** Answers each ping at once from now on, with more bytes in the same read. */
    void answersPingsWith(Consumer<RawPeer> more) {
        onPing = () -> {
            pong(lastPing);
            more.accept(this);
            send();
        };
    }

    RawPeer close(int code, String reason) {
        return put(writer -> writer.close(CloseStatus.of(code, reason)));
    }

    /** Adds bytes. */
    RawPeer raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    /** Sends the added bytes, as one read of the other end. */
    void send() {
        byte[] bytes = out.toByteArray();
        out.reset();
        other.arrive(bytes);
    }

    /** {@return the lines so far} */
    List<String> seen() {
        return seen;
    }

    @Override
    public void bytes(byte[] bytes) {
        try {
            for (byte b : bytes) {
                if (closed) {
                    seen.add("BYTES AFTER CLOSE");
                    return;
                }
                reader.read(ByteBuffer.wrap(new byte[] {b}));
            }
        } catch (ProtocolException e) {
            seen.add("BROKEN " + e.getMessage());
        }
    }

    @Override
    public void ended() {
        seen.add("END");
    }

    @Override
    public void reset() {
        seen.add("RESET");
    }

    private final class Notes implements FrameSink {

        private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
        private Opcode opcode;
        private boolean fin;

        @Override
        public void begin(Opcode opcode, boolean fin, int rsv, long length) {
            this.opcode = opcode;
            this.fin = fin;
            payload.reset();
        }

        @Override
        public void payload(ByteBuffer bytes, boolean ascii) {
            payload.write(bytes.get(bytes.position()));
        }

        @Override
        public void end() {
            seen.add(opcode + (fin ? " " : "+ ") + content());
            if (opcode == Opcode.PING) {
                lastPing = payload.toByteArray();
                onPing.run();
            }
        }

        private String content() {
            byte[] bytes = payload.toByteArray();
            if (opcode != Opcode.CLOSE) {
                return bytes.length > 130 ? "of " + bytes.length + " bytes" : new String(bytes, UTF_8);
            }
            closed = true;
            return bytes.length == 0
                    ? "without a code"
                    : ((bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF) + " " + new String(bytes, 2, bytes.length - 2, UTF_8);
        }
    }
}
