package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameWriterTest {

    /** The key of {@link Wire} and of the examples of RFC 6455. */
    private static final int KEY = 0x37FA213D;

    private final Rooms rooms = new Rooms();

    /** RFC 6455, section 5.7. */
    @Test
    void theExamplesOfTheRfcAreWritten() {
        FrameWriter server = writer(Role.SERVER, rooms);
        FrameWriter client = writer(Role.CLIENT, rooms);

        write(server, Opcode.TEXT, true, 0, ByteBuffer.wrap("Hello".getBytes()));
        assertThat(rooms.bytes()).isEqualTo(Wire.bytes(0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F));

        write(client, Opcode.TEXT, true, 0, ByteBuffer.wrap("Hello".getBytes()));
        assertThat(rooms.bytes())
                .isEqualTo(Wire.bytes(0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58));

        write(server, Opcode.TEXT, false, 0, ByteBuffer.wrap("Hel".getBytes()));
        write(server, Opcode.CONTINUATION, true, 0, ByteBuffer.wrap("lo".getBytes()));
        assertThat(rooms.bytes()).isEqualTo(Wire.bytes(0x01, 0x03, 0x48, 0x65, 0x6C, 0x80, 0x02, 0x6C, 0x6F));

        write(server, Opcode.BINARY, true, 0, ByteBuffer.allocate(256));
        assertThat(rooms.bytes()).startsWith(0x82, 0x7E, 0x01, 0x00).hasSize(4 + 256);

        write(server, Opcode.BINARY, true, 0, ByteBuffer.allocate(65536));
        assertThat(rooms.bytes()).startsWith(0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0).hasSize(10 + 65536);
    }

    @ParameterizedTest
    @EnumSource
    void everyOpcodeBitAndLengthFormIsWritten(Role role) {
        FrameWriter writer = writer(role, rooms);
        for (Opcode opcode : Opcode.values()) {
            for (int rsv = 0; rsv < 8; rsv++) {
                for (int length : new int[] {0, 1, 125, 126, 127, 255, 256, 65535, 65536}) {
                    for (boolean fin : new boolean[] {true, false}) {
                        write(writer, opcode, fin, rsv, ByteBuffer.wrap(Wire.sample(length)));
                        int first = (fin ? Wire.FIN : 0) | rsv << 4 | opcode.code();
                        assertThat(rooms.bytes()).isEqualTo(Wire.frame(role, first, Wire.sample(length)));
                    }
                }
            }
        }
    }

    @Test
    void lengthsAreWrittenAsNumbersOf63Bits() {
        Rooms small = new Rooms(wanted -> ByteBuffer.allocate(64));
        for (long length : new long[] {1L << 31, 1L << 32, 0x0102030405060708L, Long.MAX_VALUE - 14}) {
            writer(Role.SERVER, small).begin(Opcode.BINARY, true, 0, length);

            assertThat(small.bytes()).isEqualTo(Wire.header(Role.SERVER, 0x82, 127, length));
            assertThat(small.wanted).last().isEqualTo(Integer.MAX_VALUE);
        }
    }

    /** A header and a payload in separate buffers would become two packets. */
    @ParameterizedTest
    @EnumSource
    void headerAndPayloadLandInOneRoom(Role role) {
        FrameWriter writer = writer(role, rooms);
        for (int length : new int[] {0, 1, 125, 126, 65535, 65536}) {
            rooms.wanted.clear();
            write(writer, Opcode.BINARY, true, 0, ByteBuffer.wrap(Wire.sample(length)));

            assertThat(rooms.wanted).containsExactly(14 + length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFrameMayBeWrittenIntoManyRooms(Role role) {
        for (int size = 14; size < 90; size += 5) {
            int room = size;
            Rooms small = new Rooms(wanted -> ByteBuffer.allocate(Math.min(wanted, room)));
            write(writer(role, small), Opcode.BINARY, true, 0, ByteBuffer.wrap(Wire.sample(1000)));

            assertThat(small.bytes()).isEqualTo(Wire.frame(role, 0x82, Wire.sample(1000)));
            int header = role == Role.CLIENT ? 8 : 4;
            assertThat(small.wanted).startsWith(1014, header + 1000 - room, header + 1000 - 2 * room);
        }
    }

    @ParameterizedTest
    @EnumSource
    void roomsMayBeOfAnyKind(Memory memory) {
        Rooms any = new Rooms(memory::room);
        write(writer(Role.CLIENT, any), Opcode.BINARY, true, 0, ByteBuffer.wrap(Wire.sample(70000)));

        assertThat(any.bytes()).isEqualTo(Wire.frame(Role.CLIENT, 0x82, Wire.sample(70000)));
    }

    @Test
    void aRoomMayBeGivenTwiceAndHoldManyFrames() {
        ByteBuffer room = ByteBuffer.allocate(100);
        FrameWriter writer = writer(Role.SERVER, wanted -> room);
        write(writer, Opcode.TEXT, true, 0, ByteBuffer.wrap("a".getBytes()));
        write(writer, Opcode.TEXT, true, 0, ByteBuffer.wrap("b".getBytes()));

        assertThat(room.flip()).isEqualTo(ByteBuffer.wrap(Wire.bytes(0x81, 1, 'a', 0x81, 1, 'b')));
    }

    @Test
    void payloadMayComeInPieces() {
        byte[] payload = Wire.sample(40);
        for (int split = 0; split <= payload.length; split++) {
            FrameWriter writer = writer(Role.CLIENT, rooms);
            writer.begin(Opcode.BINARY, true, 0, payload.length);
            writer.payload(ByteBuffer.wrap(payload, 0, split), false);
            writer.payload(ByteBuffer.wrap(payload, split, payload.length - split), false);
            writer.end();

            assertThat(rooms.bytes()).isEqualTo(Wire.frame(Role.CLIENT, 0x82, payload));
        }
    }

    /** The output buffer is masked. The caller's buffer keeps its bytes, its position and its limit. */
    @ParameterizedTest
    @EnumSource
    void theBufferOfTheCallerIsNeitherMaskedNorConsumed(Memory memory) {
        ByteBuffer payload = memory.of(Wire.sample(50));
        int position = payload.position();
        int limit = payload.limit();

        write(writer(Role.CLIENT, rooms), Opcode.BINARY, true, 0, payload);

        assertThat(rooms.bytes()).isEqualTo(Wire.frame(Role.CLIENT, 0x82, Wire.sample(50)));
        assertThat(payload.position()).isEqualTo(position);
        assertThat(payload.limit()).isEqualTo(limit);
        assertThat(payload).isEqualTo(ByteBuffer.wrap(Wire.sample(50)));
        assertThat(Memory.guardsAreIntact(payload, 50)).isTrue();
    }

    /** The writer does not rely on an array, an array offset of zero, or a limit at the capacity. */
    @ParameterizedTest
    @EnumSource
    void readOnlyBuffersAreWritten(Memory memory) {
        write(
                writer(Role.CLIENT, rooms),
                Opcode.BINARY,
                true,
                0,
                memory.of(Wire.sample(50)).asReadOnlyBuffer());

        assertThat(rooms.bytes()).isEqualTo(Wire.frame(Role.CLIENT, 0x82, Wire.sample(50)));
    }

    @Test
    void eachFrameOfAClientHasAKeyOfItsOwn() {
        List<Integer> keys = new ArrayList<>();
        FrameWriter writer = new FrameWriter(
                Role.CLIENT,
                () -> {
                    keys.add(keys.size());
                    return keys.size();
                },
                rooms);
        for (int i = 1; i <= 3; i++) {
            write(writer, Opcode.PING, true, 0, ByteBuffer.wrap(new byte[5]));
            // A masked payload of zeros is the key.
            assertThat(rooms.bytes()).isEqualTo(Wire.bytes(0x89, 0x85, 0, 0, 0, i, 0, 0, 0, i, 0));
        }
        assertThat(keys).hasSize(3);
    }

    @Test
    void aServerNeedsNoKeys() {
        FrameWriter writer = new FrameWriter(Role.SERVER, null, rooms);
        write(writer, Opcode.PING, true, 0, ByteBuffer.allocate(0));

        assertThat(rooms.bytes()).isEqualTo(Wire.bytes(0x89, 0));
    }

    private static FrameWriter writer(Role role, FrameOutput out) {
        return new FrameWriter(role, () -> KEY, out);
    }

    private static void write(FrameWriter writer, Opcode opcode, boolean fin, int rsv, ByteBuffer payload) {
        writer.begin(opcode, fin, rsv, payload.remaining());
        if (payload.hasRemaining()) {
            writer.payload(payload, false);
        }
        writer.end();
    }
}
