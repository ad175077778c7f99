package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import io.hawser.protocol.RecordedFrames.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private static final int[] LENGTHS = {0, 1, 2, 7, 8, 9, 124, 125, 126, 127, 300, 65535, 65536, 65537};

    private final RecordedFrames sink = new RecordedFrames();

    // Input

    @ParameterizedTest
    @EnumSource
    void everyLengthFormArrives(Role role) throws ProtocolException {
        for (Memory memory : Memory.values()) {
            for (int length : LENGTHS) {
                RecordedFrames frames = new RecordedFrames();
                byte[] wire = Wire.frame(Wire.peerOf(role), Wire.FIN | Wire.BINARY, Wire.sample(length));

                new FrameReader(role, 0, -1, frames).read(memory.of(wire));

                assertThat(frames.lengths).containsExactly((long) length);
                assertThat(frames.frames).containsExactly(Frame.of(Opcode.BINARY, true, 0, Wire.sample(length)));
            }
        }
    }

    /** Header, extended length, mask key and payload may be split at any byte. */
    @ParameterizedTest
    @EnumSource
    void everyKindOfFrameMayBeSplitAnywhere(Role role) throws ProtocolException {
        for (Frame frame : kindsOfFrames()) {
            byte[] wire = wireOf(role, frame);
            for (int split = 0; split <= wire.length; split++) {
                RecordedFrames frames = new RecordedFrames();
                FrameReader reader = readerInContext(role, frame, frames);

                reader.read(heap(wire, 0, split));
                reader.read(heap(wire, split, wire.length));

                assertThat(frames.frames).as("split at %s", split).containsExactly(frame);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFrameWithTheLongestHeaderMayBeSplitAnywhereInItsHeader(Role role) throws ProtocolException {
        Frame frame = Frame.of(Opcode.BINARY, true, 0, Wire.sample(65536));
        byte[] wire = wireOf(role, frame);
        for (int split = 0; split <= 32; split++) {
            for (int at : new int[] {split, wire.length - split}) {
                RecordedFrames frames = new RecordedFrames();
                FrameReader reader = new FrameReader(role, 0, -1, frames);

                reader.read(heap(wire, 0, at));
                reader.read(heap(wire, at, wire.length));

                assertThat(frames.frames).as("split at %s", at).containsExactly(frame);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void framesArriveByteByByte(Role role) throws ProtocolException {
        for (Frame frame : kindsOfFrames()) {
            RecordedFrames frames = new RecordedFrames();
            FrameReader reader = readerInContext(role, frame, frames);

            byte[] wire = wireOf(role, frame);
            for (int i = 0; i < wire.length; i++) {
                assertThat(frames.frames).isEmpty();
                reader.read(heap(wire, i, i + 1));
            }

            assertThat(frames.frames).containsExactly(frame);
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyFramesArriveInOneRead(Role role) throws ProtocolException {
        Role peer = Wire.peerOf(role);
        byte[] wire = Wire.concat(
                Wire.frame(peer, Wire.FIN | Wire.TEXT, "one"),
                Wire.frame(peer, Wire.BINARY, "t"),
                Wire.frame(peer, Wire.FIN | Wire.PING, ""),
                Wire.frame(peer, Wire.FIN | Wire.CONTINUATION, "wo"),
                Wire.frame(peer, Wire.FIN | Wire.CLOSE, ""));

        reader(role).read(ByteBuffer.wrap(wire));

        assertThat(sink.frames)
                .containsExactly(
                        Frame.of(Opcode.TEXT, true, 0, "one".getBytes()),
                        Frame.of(Opcode.BINARY, false, 0, "t".getBytes()),
                        Frame.of(Opcode.PING, true, 0, new byte[0]),
                        Frame.of(Opcode.CONTINUATION, true, 0, "wo".getBytes()),
                        Frame.of(Opcode.CLOSE, true, 0, new byte[0]));
    }

    @ParameterizedTest
    @EnumSource
    void framesArriveHoweverTheyAreCut(Role role) {
        Cases.each(200, Inputs.seeds(), seed -> framesArriveHoweverTheyAreCut(role, new Random(seed)));
    }

    private static void framesArriveHoweverTheyAreCut(Role role, Random random) throws ProtocolException {
        List<Frame> sent = new ArrayList<>();
        List<byte[]> wire = new ArrayList<>();
        boolean fragmented = false;
        for (int i = random.nextInt(10); i >= 0; i--) {
            boolean control = random.nextInt(3) == 0;
            boolean fin = control || random.nextBoolean();
            Opcode opcode = control
                    ? random.nextBoolean() ? Opcode.PING : Opcode.PONG
                    : fragmented ? Opcode.CONTINUATION : random.nextBoolean() ? Opcode.TEXT : Opcode.BINARY;
            fragmented = control ? fragmented : !fin;
            Frame frame = Frame.of(opcode, fin, 0, Wire.sample(random.nextInt(control ? 126 : 400)));
            sent.add(frame);
            wire.add(wireOf(role, frame));
        }
        byte[] bytes = Wire.concat(wire.toArray(byte[][]::new));
        RecordedFrames frames = new RecordedFrames();
        FrameReader reader = new FrameReader(role, 0, -1, frames);
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 5 : 500));
            Memory memory = Memory.values()[random.nextInt(Memory.values().length)];
            reader.read(memory.of(Arrays.copyOfRange(bytes, at, end)));
            at = end;
        }

        assertThat(frames.frames).isEqualTo(sent);
    }

    // The buffer

    @ParameterizedTest
    @EnumSource
    void aReadConsumesEverythingAndTouchesNothingElse(Role role) throws ProtocolException {
        byte[] wire = wireOf(role, Frame.of(Opcode.BINARY, true, 0, Wire.sample(50)));
        for (Memory memory : Memory.values()) {
            ByteBuffer in = memory.of(wire);
            int limit = in.limit();

            new FrameReader(role, 0, -1, new RecordedFrames()).read(in);

            assertThat(in.position()).isEqualTo(limit);
            assertThat(in.limit()).isEqualTo(limit);
            assertThat(Memory.guardsAreIntact(in, wire.length)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void payloadIsHandedOnInTheBufferInWhichItCame(Role role) throws ProtocolException {
        ByteBuffer in = ByteBuffer.wrap(wireOf(role, Frame.of(Opcode.BINARY, true, 0, Wire.sample(50))));

        reader(role).read(in);

        assertThat(sink.buffers).hasSize(1);
        assertThat(sink.buffers.get(0)).isSameAs(in);
    }

    @Test
    void theReceiverMayUnmaskThePayloadItself() throws ProtocolException {
        byte[] plain = Wire.sample(50);
        byte[] wire = Wire.frame(Role.CLIENT, Wire.FIN | Wire.BINARY, plain);
        byte[] copy = new byte[plain.length];
        RecordedFrames copying = new RecordedFrames() {
            private int at;

            @Override
            public void masked(ByteBuffer bytes, int key) {
                at = Mask.copy(bytes, copy, at, key);
            }
        };
        FrameReader reader = new FrameReader(Role.SERVER, 0, -1, copying);
        ByteBuffer in = ByteBuffer.wrap(wire.clone());
        reader.read(in.limit(20));
        reader.read(in.limit(wire.length));

        assertThat(copy).isEqualTo(plain);
        assertThat(in.array()).isEqualTo(wire);
    }

    @Test
    void aServerNoticesAscii() throws ProtocolException {
        FrameReader reader = reader(Role.SERVER);
        reader.read(ByteBuffer.wrap(Wire.frame(Role.CLIENT, Wire.FIN | Wire.TEXT, "plain ASCII text")));
        reader.read(ByteBuffer.wrap(Wire.frame(Role.CLIENT, Wire.FIN | Wire.TEXT, "not plain ASCII: é")));

        assertThat(sink.ascii).containsExactly(true, false);
    }

    @Test
    void aClientHasNoReasonToLookForAscii() throws ProtocolException {
        reader(Role.CLIENT).read(ByteBuffer.wrap(Wire.frame(Role.SERVER, Wire.FIN | Wire.TEXT, "ASCII")));

        assertThat(sink.ascii).containsExactly(false);
    }

    // Lengths

    /** The sign bit of a 64-bit length causes no negative size and no endless loop. */
    @ParameterizedTest
    @EnumSource
    void lengthWithTheMostSignificantBitSetFails(Role role) {
        for (long length : new long[] {Long.MIN_VALUE, -1, Long.MIN_VALUE + 5}) {
            byte[] wire = Wire.header(Wire.peerOf(role), Wire.FIN | Wire.BINARY, 127, length);
            assertFails(new FrameReader(role, 0, -1, sink), wire, 1002, "most significant bit");
        }
        assertThat(sink.lengths).isEmpty();
    }

    /** The bytes of a length are not combined, compared or cut as an int. */
    @ParameterizedTest
    @ValueSource(
            longs = {65536, 1L << 31, (1L << 31) + 1, 1L << 32, (1L << 32) + 1, 0x0102030405060708L, Long.MAX_VALUE})
    void lengthsAreNumbersOf63Bits(long length) throws ProtocolException {
        byte[] wire = Wire.header(Role.CLIENT, Wire.FIN | Wire.BINARY, 127, length);

        reader(Role.SERVER).read(ByteBuffer.wrap(wire));

        assertThat(sink.lengths).containsExactly(length);
        assertFails(new FrameReader(Role.SERVER, 0, 100, sink), wire, 1009, Long.toString(length));
    }

    @ParameterizedTest
    @EnumSource
    void lengthsThatAreNotInTheShortestFormFail(Role role) {
        Role peer = Wire.peerOf(role);
        for (int length : new int[] {0, 1, 125}) {
            assertFails(reader(role), Wire.header(peer, 0x82, 126, length), 1002, "shortest form");
        }
        for (int length : new int[] {0, 125, 126, 65535}) {
            assertFails(reader(role), Wire.header(peer, 0x82, 127, length), 1002, "shortest form");
        }
        assertThat(sink.lengths).isEmpty();
    }

    /** The limit is compared with the announced length, before any payload arrives. */
    @ParameterizedTest
    @EnumSource
    void aFrameAboveTheLimitFailsAtItsHeader(Role role) {
        Role peer = Wire.peerOf(role);
        assertFails(
                new FrameReader(role, 0, 99, sink),
                Wire.header(peer, 0x82, 100, 100),
                1009,
                "100",
                "99",
                "maxFrameSize");
        assertFails(new FrameReader(role, 0, 299, sink), Wire.header(peer, 0x82, 126, 300), 1009, "300", "299");
        assertFails(new FrameReader(role, 0, 65535, sink), Wire.header(peer, 0x82, 127, 65536), 1009, "65536", "65535");
        assertThat(sink.lengths).isEmpty();
    }

    @Test
    void aFrameAsLongAsTheLimitArrives() throws ProtocolException {
        new FrameReader(Role.CLIENT, 0, 100, sink)
                .read(ByteBuffer.wrap(Wire.frame(Role.SERVER, 0x82, Wire.sample(100))));

        assertThat(sink.frames).hasSize(1);
    }

    @Test
    void theLimitIsNotForControlFrames() throws ProtocolException {
        new FrameReader(Role.CLIENT, 0, 0, sink).read(ByteBuffer.wrap(Wire.frame(Role.SERVER, 0x89, Wire.sample(125))));

        assertThat(sink.frames).hasSize(1);
    }

    // Rules

    /** Each end knows which frames must be masked, both data and control frames. */
    @Test
    void framesWithTheWrongMaskingFailOnBothSides() {
        for (int opcode : new int[] {Wire.TEXT, Wire.BINARY, Wire.PING, Wire.PONG, Wire.CLOSE}) {
            byte[] masked = Wire.frame(Role.CLIENT, Wire.FIN | opcode, "");
            byte[] unmasked = Wire.frame(Role.SERVER, Wire.FIN | opcode, "");
            assertFails(reader(Role.CLIENT), masked, 1002, "from a server is masked");
            assertFails(reader(Role.SERVER), unmasked, 1002, "from a client is not masked");
        }
        assertThat(sink.lengths).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anRsvBitThatNoExtensionUsesFails(Role role) {
        for (int used = 0; used < 8; used++) {
            for (int rsv = 0; rsv < 8; rsv++) {
                if ((rsv & ~used) != 0) {
                    byte[] wire = Wire.frame(Wire.peerOf(role), Wire.FIN | rsv << 4 | Wire.TEXT, "");
                    assertFails(new FrameReader(role, used, -1, sink), wire, 1002, "RSV");
                }
            }
        }
        assertThat(sink.lengths).isEmpty();
    }

    @Test
    void anRsvBitOfAnExtensionIsHandedOn() throws ProtocolException {
        for (int rsv = 0; rsv < 8; rsv++) {
            RecordedFrames frames = new RecordedFrames();
            byte[] wire = Wire.frame(Role.SERVER, Wire.FIN | rsv << 4 | Wire.TEXT, "");

            new FrameReader(Role.CLIENT, 7, -1, frames).read(ByteBuffer.wrap(wire));

            assertThat(frames.frames).containsExactly(Frame.of(Opcode.TEXT, true, rsv, new byte[0]));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 0xB, 0xC, 0xD, 0xE, 0xF})
    void reservedOpcodesFail(int opcode) {
        assertFails(reader(Role.CLIENT), Wire.bytes(0x80 | opcode, 0), 1002, "reserved opcode " + opcode);
    }

    @ParameterizedTest
    @ValueSource(ints = {Wire.CLOSE, Wire.PING, Wire.PONG})
    void controlFramesMustNotBeFragmented(int opcode) {
        assertFails(reader(Role.CLIENT), Wire.bytes(opcode, 0), 1002, "fragmented");
    }

    @ParameterizedTest
    @ValueSource(ints = {Wire.CLOSE, Wire.PING, Wire.PONG})
    void controlFramesLongerThan125BytesFailBeforeTheirLengthIsThere(int opcode) {
        assertFails(reader(Role.CLIENT), Wire.bytes(Wire.FIN | opcode, 126), 1002, "125");
        assertFails(reader(Role.CLIENT), Wire.bytes(Wire.FIN | opcode, 127), 1002, "125");
    }

    @ParameterizedTest
    @ValueSource(ints = {Wire.CONTINUATION, Wire.FIN | Wire.CONTINUATION})
    void aContinuationWithoutAMessageFails(int first) throws ProtocolException {
        assertFails(reader(Role.CLIENT), Wire.frame(Role.SERVER, first, "x"), 1002, "without a message");

        FrameReader reader = reader(Role.CLIENT);
        reader.read(ByteBuffer.wrap(Wire.frame(Role.SERVER, Wire.TEXT, "x")));
        reader.read(ByteBuffer.wrap(Wire.frame(Role.SERVER, Wire.FIN | Wire.CONTINUATION, "x")));
        assertFails(reader, Wire.frame(Role.SERVER, first, "x"), 1002, "without a message");
    }

    @ParameterizedTest
    @ValueSource(ints = {Wire.TEXT, Wire.BINARY, Wire.FIN | Wire.TEXT, Wire.FIN | Wire.BINARY})
    void aNewMessageInsideAFragmentedOneFails(int first) throws ProtocolException {
        FrameReader reader = reader(Role.CLIENT);
        reader.read(ByteBuffer.wrap(Wire.frame(Role.SERVER, Wire.TEXT, "x")));
        reader.read(ByteBuffer.wrap(Wire.frame(Role.SERVER, Wire.CONTINUATION, "x")));

        assertFails(reader, Wire.frame(Role.SERVER, first, "x"), 1002, "inside a fragmented message");
    }

    /** Any control frame, not only a ping, may arrive between two fragments. */
    @ParameterizedTest
    @EnumSource
    void anyControlFrameMayComeBetweenFragments(Role role) throws ProtocolException {
        Role peer = Wire.peerOf(role);
        for (int control : new int[] {Wire.PING, Wire.PONG}) {
            RecordedFrames frames = new RecordedFrames();
            FrameReader reader = new FrameReader(role, 0, -1, frames);

            reader.read(ByteBuffer.wrap(Wire.frame(peer, Wire.TEXT, "a")));
            reader.read(ByteBuffer.wrap(Wire.frame(peer, Wire.FIN | control, "x")));
            reader.read(ByteBuffer.wrap(Wire.frame(peer, Wire.CONTINUATION, "b")));
            reader.read(ByteBuffer.wrap(Wire.frame(peer, Wire.FIN | control, "")));
            reader.read(ByteBuffer.wrap(Wire.frame(peer, Wire.FIN | Wire.CONTINUATION, "c")));

            assertThat(frames.frames).hasSize(5);
        }
    }

    @Test
    void aCloseInsideAFragmentedMessageIsLegal() throws ProtocolException {
        FrameReader reader = reader(Role.CLIENT);
        reader.read(ByteBuffer.wrap(Wire.frame(Role.SERVER, Wire.TEXT, "a")));
        reader.read(ByteBuffer.wrap(Wire.frame(Role.SERVER, Wire.FIN | Wire.CLOSE, "")));

        assertThat(sink.frames).hasSize(2);
    }

    // End

    /** Bytes after a Close frame are neither parsed nor answered. */
    @ParameterizedTest
    @EnumSource
    void bytesAfterCloseAreIgnored(Role role) throws ProtocolException {
        Role peer = Wire.peerOf(role);
        FrameReader reader = reader(role);
        ByteBuffer in = ByteBuffer.wrap(Wire.concat(
                Wire.frame(peer, Wire.FIN | Wire.CLOSE, ""),
                Wire.frame(peer, Wire.FIN | Wire.PING, "x"),
                Wire.bytes(0xFF, 0xFF)));
        ByteBuffer more = ByteBuffer.wrap(Wire.bytes(0xFF, 0xFF, 0xFF));

        reader.read(in);
        reader.read(more);

        assertThat(sink.frames).containsExactly(Frame.of(Opcode.CLOSE, true, 0, new byte[0]));
        assertThat(in.hasRemaining()).isFalse();
        assertThat(more.hasRemaining()).isFalse();
    }

    @Test
    void bytesAfterAFailureAreIgnored() throws ProtocolException {
        FrameReader reader = reader(Role.CLIENT);
        ByteBuffer in =
                ByteBuffer.wrap(Wire.concat(Wire.bytes(0x83, 0), Wire.frame(Role.SERVER, 0x81, "after the failure")));

        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> reader.read(in));
        assertThat(in.hasRemaining()).isFalse();
        reader.read(ByteBuffer.wrap(Wire.frame(Role.SERVER, 0x81, "after the failure")));

        assertThat(sink.frames).isEmpty();
    }

    @Test
    void anExceptionOfTheSinkEndsReadingToo() throws ProtocolException {
        for (Exception thrown :
                new Exception[] {new IllegalStateException("sink"), new ProtocolException(1007, "sink")}) {
            RecordedFrames throwing = new RecordedFrames() {
                @Override
                public void payload(ByteBuffer bytes, boolean ascii) throws ProtocolException {
                    if (thrown instanceof ProtocolException e) {
                        throw e;
                    }
                    throw (IllegalStateException) thrown;
                }
            };
            FrameReader reader = new FrameReader(Role.CLIENT, 0, -1, throwing);
            ByteBuffer in = ByteBuffer.wrap(
                    Wire.concat(Wire.frame(Role.SERVER, 0x81, "x"), Wire.frame(Role.SERVER, Wire.FIN | Wire.PING, "")));
            int limit = in.limit();

            assertThatThrownBy(() -> reader.read(in)).isSameAs(thrown);
            assertThat(in.position()).isEqualTo(limit);
            assertThat(in.limit()).isEqualTo(limit);
            reader.read(ByteBuffer.wrap(Wire.frame(Role.SERVER, Wire.FIN | Wire.PING, "")));
            assertThat(throwing.frames).isEmpty();
        }
    }

    @Test
    void theSinkMayStopTheReaderAnywhere() throws ProtocolException {
        for (String where : new String[] {"begin", "payload", "end"}) {
            FrameReader[] reader = new FrameReader[1];
            List<String> events = new ArrayList<>();
            reader[0] = new FrameReader(Role.CLIENT, 0, -1, new FrameSink() {
                @Override
                public void begin(Opcode opcode, boolean fin, int rsv, long length) {
                    event("begin");
                }

                @Override
                public void payload(ByteBuffer bytes, boolean ascii) {
                    event("payload");
                }

                @Override
                public void end() {
                    event("end");
                }

                private void event(String name) {
                    events.add(name);
                    if (name.equals(where)) {
                        reader[0].discard();
                    }
                }
            });
            byte[] two = Wire.concat(Wire.frame(Role.SERVER, 0x81, "x"), Wire.frame(Role.SERVER, 0x81, "y"));

            reader[0].read(ByteBuffer.wrap(two));
            reader[0].read(ByteBuffer.wrap(two));

            assertThat(events).last().isEqualTo(where);
            assertThat(events).doesNotHaveDuplicates();
        }
    }

    private FrameReader reader(Role role) {
        return new FrameReader(role, 0, -1, sink);
    }

    /** A reader for which the frame is legal: a message that a continuation can continue has begun. */
    private static FrameReader readerInContext(Role role, Frame frame, RecordedFrames frames) throws ProtocolException {
        FrameReader reader = new FrameReader(role, 0, -1, frames);
        if (frame.opcode() == Opcode.CONTINUATION) {
            reader.read(ByteBuffer.wrap(Wire.frame(Wire.peerOf(role), Wire.TEXT, "")));
            frames.frames.clear();
        }
        return reader;
    }

    private static List<Frame> kindsOfFrames() {
        List<Frame> frames = new ArrayList<>();
        for (Opcode opcode : Opcode.values()) {
            for (int length : new int[] {0, 1, 5, 8, 17, 125}) {
                frames.add(Frame.of(opcode, true, 0, Wire.sample(length)));
            }
            if (!opcode.isControl()) {
                for (int length : new int[] {0, 3, 126, 127, 200}) {
                    frames.add(Frame.of(opcode, false, 0, Wire.sample(length)));
                    frames.add(Frame.of(opcode, true, 0, Wire.sample(length)));
                }
            }
        }
        return frames;
    }

    private static byte[] wireOf(Role receiver, Frame frame) {
        int first = (frame.fin() ? Wire.FIN : 0) | frame.opcode().code();
        return Wire.frame(Wire.peerOf(receiver), first, frame.payload().array());
    }

    private static ByteBuffer heap(byte[] bytes, int from, int to) {
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to));
    }

    private static void assertFails(FrameReader reader, byte[] wire, int closeCode, String... message) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> reader.read(ByteBuffer.wrap(wire.clone())))
                .satisfies(e -> assertThat(e.closeCode()).isEqualTo(closeCode))
                .satisfies(e -> assertThat(e.getMessage()).contains(message));
    }
}
