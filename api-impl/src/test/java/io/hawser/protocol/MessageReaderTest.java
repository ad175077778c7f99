package io.hawser.protocol;

import static io.hawser.protocol.RecordedMessages.binaryOf;
import static io.hawser.protocol.RecordedMessages.binaryPartOf;
import static io.hawser.protocol.RecordedMessages.closeOf;
import static io.hawser.protocol.RecordedMessages.pingOf;
import static io.hawser.protocol.RecordedMessages.pongOf;
import static io.hawser.protocol.RecordedMessages.textOf;
import static io.hawser.protocol.RecordedMessages.textPartOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hawser.cases.Cases;
import io.hawser.cases.Inputs;
import io.hawser.protocol.RecordedMessages.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

    private static final String ALL_PLANES = "a é € 😀 \u07FF\u0800\uFFFD\uFFFF\uDBFF\uDFFF z";

    private final RecordedMessages messages = new RecordedMessages();
    private final MessageReader reader = new MessageReader(messages, -1, -1);

    @Test
    void theMessageUnderWayHasANumberUntilItsEnd() throws ProtocolException {
        assertThat(reader.underWay()).isZero();
        reader.begin(Opcode.TEXT, false, 0, 1);
        int first = reader.underWay();
        assertThat(first).isNotZero();
        reader.payload(ByteBuffer.wrap(utf8("a")), true);
        reader.end();
        reader.begin(Opcode.PING, true, 0, 0);
        reader.end();
        assertThat(reader.underWay()).isEqualTo(first);
        reader.begin(Opcode.CONTINUATION, true, 0, 0);
        assertThat(reader.underWay()).isEqualTo(first);
        reader.end();
        assertThat(reader.underWay()).isZero();
        reader.begin(Opcode.TEXT, false, 0, 0);
        assertThat(reader.underWay()).isNotIn(0, first);
    }

    // Memory

    /** Records messages and their memory, up to a limit. */
    private static final class Allowance implements MemoryUse {

        private final List<Long> told = new ArrayList<>();
        private long most = Long.MAX_VALUE;

        @Override
        public void grow(long bytes) throws ProtocolException {
            told.add(bytes);
            if (bytes > most) {
                throw new ProtocolException(CloseStatus.TOO_BIG, "no memory for more");
            }
        }

        @Override
        public void shrink(long bytes) {
            told.add(bytes);
        }
    }

    @Test
    void memoryIsAskedForBeforeItIsTakenAndGivenBackWithTheMessage() throws ProtocolException {
        Allowance memory = new Allowance();
        MessageReader asking = new MessageReader(messages, -1, -1, memory);
        for (Opcode opcode : List.of(Opcode.TEXT, Opcode.BINARY)) {
            memory.told.clear();
            asking.begin(opcode, false, 0, 10_000);
            asking.payload(ByteBuffer.wrap(new byte[10_000]), true);
            asking.end();
            asking.begin(Opcode.CONTINUATION, true, 0, 100);
            asking.payload(ByteBuffer.wrap(new byte[50]), true);
            asking.payload(ByteBuffer.wrap(new byte[50]), true);
            asking.end();
            assertThat(memory.told).as(opcode.toString()).containsExactly(10_000L, 10_100L, 0L);
        }
    }

    @Test
    void aWholeMessageInOnePieceAsksForNothing() throws ProtocolException {
        Allowance memory = new Allowance();
        MessageReader asking = new MessageReader(messages, -1, -1, memory);
        asking.begin(Opcode.BINARY, true, 0, 10_000);
        asking.payload(ByteBuffer.wrap(new byte[10_000]), false);
        asking.end();
        asking.begin(Opcode.TEXT, true, 0, 5);
        asking.payload(ByteBuffer.wrap(utf8("text!")), false);
        asking.end();
        assertThat(memory.told).isEmpty();
    }

    @Test
    void whereMemoryIsRefusedTheMessageFailsAndIsForgotten() throws ProtocolException {
        Allowance memory = new Allowance();
        memory.most = 8192;
        MessageReader asking = new MessageReader(messages, -1, -1, memory);
        asking.begin(Opcode.BINARY, false, 0, 8192);
        asking.payload(ByteBuffer.wrap(new byte[8192]), false);
        asking.end();
        asking.begin(Opcode.CONTINUATION, false, 0, 20_000);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> asking.payload(ByteBuffer.wrap(new byte[1]), false))
                .withMessage("no memory for more");
        asking.discard();
        assertThat(memory.told).containsExactly(8192L, 28192L, 0L);
    }

    @Test
    void memoryForWholeMessagesIsTakenAheadOfTheirBytesAndForPartsItIsNot() throws ProtocolException {
        Allowance memory = new Allowance();
        MessageReader asking = new MessageReader(messages, -1, -1, memory);
        asking.begin(Opcode.BINARY, true, 0, 60_000);
        asking.payload(ByteBuffer.wrap(new byte[9000]), false);
        asking.payload(ByteBuffer.wrap(new byte[51_000]), false);
        asking.end();
        asking.wholeBinary(false);
        asking.begin(Opcode.BINARY, true, 0, 60_000);
        asking.payload(ByteBuffer.wrap(new byte[9000]), false);
        assertThat(memory.told).containsExactly(60_000L, 0L, 9000L, 0L);
    }

    // Whole messages

    @ParameterizedTest
    @EnumSource
    void textInOnePieceArrivesFromEveryKindOfBuffer(Memory memory) throws ProtocolException {
        for (String text : new String[] {"a", "ASCII only, and some more of it", "Grüße", ALL_PLANES, "\uFFFD"}) {
            messages.events.clear();
            ByteBuffer piece = memory.of(utf8(text));
            ByteBuffer before = piece.duplicate();

            reader.begin(Opcode.TEXT, true, 0, piece.remaining());
            reader.payload(piece, false);
            reader.end();

            assertThat(messages.events).containsExactly(textOf(text));
            assertThat(piece.position()).isEqualTo(before.position());
            assertThat(piece.limit()).isEqualTo(before.limit());
        }
    }

    @ParameterizedTest
    @EnumSource
    void textKnownToBeAsciiArrivesFromEveryKindOfBuffer(Memory memory) throws ProtocolException {
        reader.begin(Opcode.TEXT, true, 0, 5);
        reader.payload(memory.of(utf8("ASCII")), true);
        reader.end();

        assertThat(messages.events).containsExactly(textOf("ASCII"));
    }

    @Test
    void textFromAReadOnlyBufferArrives() throws ProtocolException {
        reader.begin(Opcode.TEXT, true, 0, 5);
        reader.payload(ByteBuffer.wrap(utf8("plain")).asReadOnlyBuffer(), false);
        reader.end();

        assertThat(messages.events).containsExactly(textOf("plain"));
    }

    @ParameterizedTest
    @EnumSource
    void binaryArrivesInAnArrayOfExactlyItsSize(Memory memory) throws ProtocolException {
        for (int size : new int[] {0, 1, 100, 8191, 8192, 8193, 20000}) {
            for (int pieces : new int[] {1, 2, 3, 7}) {
                messages.events.clear();
                byte[] sent = Wire.sample(size);
                reader.begin(Opcode.BINARY, true, 0, size);
                for (byte[] piece : cut(sent, pieces)) {
                    reader.payload(memory.of(piece), false);
                }
                reader.end();

                ByteBuffer received = (ByteBuffer) messages.events.get(0).content();
                assertThat(messages.events).containsExactly(binaryOf(sent));
                assertThat(received.array()).hasSize(size);
                assertThat(received.arrayOffset() + received.position()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void maskedPayloadIsUnmasked(Memory memory) throws ProtocolException {
        byte[] sent = utf8(ALL_PLANES);
        byte[] masked = Wire.masked(Role.CLIENT, sent);
        for (Opcode opcode : new Opcode[] {Opcode.TEXT, Opcode.BINARY, Opcode.PING}) {
            reader.begin(opcode, true, 0, sent.length);
            reader.masked(memory.of(Arrays.copyOf(masked, 5)), MaskTest.KEY);
            reader.masked(memory.of(Arrays.copyOfRange(masked, 5, masked.length)), Mask.advance(MaskTest.KEY, 5));
            reader.end();
        }

        assertThat(messages.events).containsExactly(textOf(ALL_PLANES), binaryOf(sent), pingOf(sent));
    }

    @Test
    void emptyMessagesArrive() throws ProtocolException {
        frame(Opcode.TEXT, true);
        frame(Opcode.BINARY, true);
        frame(Opcode.TEXT, false);
        frame(Opcode.CONTINUATION, false);
        frame(Opcode.CONTINUATION, true);

        assertThat(messages.events).containsExactly(textOf(""), binaryOf(), textOf(""));
    }

    @Test
    void aMessageOfManyFragmentsArrives() throws ProtocolException {
        StringBuilder whole = new StringBuilder();
        frame(Opcode.TEXT, false);
        for (int i = 0; i < 5000; i++) {
            frame(Opcode.CONTINUATION, false, utf8("fragment " + i));
            whole.append("fragment ").append(i);
        }
        frame(Opcode.CONTINUATION, true);

        assertThat(messages.events).containsExactly(textOf(whole.toString()));
    }

    /** UTF-8 may be split at any byte, between frames and inside a frame. */
    @Test
    void codePointsMayBeCutAnywhere() throws ProtocolException {
        byte[] bytes = utf8(ALL_PLANES);
        for (int split = 0; split <= bytes.length; split++) {
            byte[] first = Arrays.copyOf(bytes, split);
            byte[] second = Arrays.copyOfRange(bytes, split, bytes.length);
            messages.events.clear();

            frame(Opcode.TEXT, false, first);
            frame(Opcode.CONTINUATION, true, second);
            frame(Opcode.TEXT, true, first, second);

            assertThat(messages.events).containsExactly(textOf(ALL_PLANES), textOf(ALL_PLANES));
        }
    }

    @Test
    void aFrameOfUnknownLengthArrives() throws ProtocolException {
        reader.begin(Opcode.TEXT, false, 0, -1);
        reader.payload(ByteBuffer.wrap(utf8("some ")), false);
        reader.payload(ByteBuffer.wrap(utf8("text ")), true);
        reader.end();
        reader.begin(Opcode.CONTINUATION, true, 0, -1);
        reader.payload(ByteBuffer.wrap(utf8("and more")), false);
        reader.end();
        reader.begin(Opcode.BINARY, true, 0, -1);
        reader.end();

        assertThat(messages.events).containsExactly(textOf("some text and more"), binaryOf());
    }

    // UTF-8

    /** The reader fails before the rest of the frame and of the message arrives. */
    @Test
    void theFirstBadByteFailsBeforeItsFrameIsComplete() throws ProtocolException {
        reader.begin(Opcode.TEXT, false, 0, 1000);
        reader.payload(ByteBuffer.wrap(utf8("good")), false);

        assertFails(1007, "UTF-8", () -> reader.payload(ByteBuffer.wrap(Wire.bytes(0xFF)), false));
    }

    @Test
    void aBadByteInTheFirstFragmentFailsBeforeTheLast() throws ProtocolException {
        reader.begin(Opcode.TEXT, false, 0, 3);

        assertFails(1007, "UTF-8", () -> reader.payload(ByteBuffer.wrap(Wire.bytes('a', 0x80, 'b')), false));
    }

    @Test
    void aBadByteInAMessageOfOnePieceFails() throws ProtocolException {
        reader.begin(Opcode.TEXT, true, 0, 3);

        assertFails(1007, "UTF-8", () -> reader.payload(ByteBuffer.wrap(Wire.bytes('a', 0xC0, 'b')), false));
    }

    /** The second byte of the sequence is invalid, whatever follows. */
    @Test
    void surrogatesAndTooGreatCodePointsFailAtTheirSecondByte() throws ProtocolException {
        for (int[] bad : new int[][] {{0xED, 0xA0}, {0xF4, 0x90}, {0xE0, 0x80}, {0xF0, 0x80}}) {
            MessageReader fresh = new MessageReader(messages, -1, -1);
            fresh.begin(Opcode.TEXT, true, 0, 4);
            fresh.payload(ByteBuffer.wrap(Wire.bytes(bad[0])), false);

            assertFails(1007, "UTF-8", () -> fresh.payload(ByteBuffer.wrap(Wire.bytes(bad[1])), false));
        }
    }

    @Test
    void aSequenceThatIsTruncatedAtTheEndOfTheMessageFails() throws ProtocolException {
        for (boolean whole : new boolean[] {true, false}) {
            MessageReader fresh = new MessageReader(messages, -1, -1);
            fresh.wholeText(whole);
            fresh.begin(Opcode.TEXT, true, 0, 3);
            fresh.payload(ByteBuffer.wrap(Wire.bytes('a', 0xE2, 0x82)), false);

            assertFails(1007, "inside a code point", fresh::end);
        }
        assertThat(messages.events).isEmpty();
    }

    @Test
    void aTruncatedSequenceBeforeAnEmptyLastFragmentFails() throws ProtocolException {
        frame(Opcode.TEXT, false, Wire.bytes(0xE2));
        reader.begin(Opcode.CONTINUATION, true, 0, 0);

        assertFails(1007, "inside a code point", reader::end);
    }

    @Test
    void asciiInTheMiddleOfACodePointFails() throws ProtocolException {
        frame(Opcode.TEXT, false, Wire.bytes(0xE2, 0x82));
        reader.begin(Opcode.CONTINUATION, true, 0, 1);

        assertFails(1007, "UTF-8", () -> reader.payload(ByteBuffer.wrap(utf8("a")), true));
    }

    @Test
    void binaryMayHoldAnyBytes() throws ProtocolException {
        frame(Opcode.BINARY, false, Wire.bytes(0xFF));
        frame(Opcode.CONTINUATION, true, Wire.bytes(0xE2));

        assertThat(messages.events).containsExactly(binaryOf(Wire.bytes(0xFF, 0xE2)));
    }

    // Limits

    @Test
    void aMessageAboveTheLimitFailsAsSoonAsItIsAnnounced() {
        MessageReader limited = new MessageReader(messages, 10, 20);

        assertFails(1009, "11", "maxTextMessageSize 10", () -> limited.begin(Opcode.TEXT, true, 0, 11));
        assertFails(1009, "21", "maxBinaryMessageSize 20", () -> limited.begin(Opcode.BINARY, false, 0, 21));
    }

    @Test
    void messagesAsLargeAsTheLimitArrive() throws ProtocolException {
        MessageReader limited = new MessageReader(messages, 4, 5);
        frame(limited, Opcode.TEXT, true, utf8("four"));
        frame(limited, Opcode.TEXT, false, utf8("fo"));
        frame(limited, Opcode.CONTINUATION, true, utf8("ur"));
        frame(limited, Opcode.BINARY, true, Wire.sample(5));

        assertThat(messages.events).containsExactly(textOf("four"), textOf("four"), binaryOf(Wire.sample(5)));
    }

    /** If small fragments form a large message, the reader fails at the fragment that exceeds the limit. */
    @Test
    void fragmentsTogetherAreLimited() throws ProtocolException {
        MessageReader limited = new MessageReader(messages, 10, 10);
        frame(limited, Opcode.BINARY, false, Wire.sample(6));
        frame(limited, Opcode.CONTINUATION, false, Wire.sample(4));

        assertFails(1009, "11", "maxBinaryMessageSize", () -> limited.begin(Opcode.CONTINUATION, false, 0, 1));
    }

    @Test
    void partsAreNotLimitedSinceNothingOfThemIsKept() throws ProtocolException {
        MessageReader limited = new MessageReader(messages, 10, 10);
        limited.wholeText(false);
        frame(limited, Opcode.TEXT, false, utf8("123456"));
        frame(limited, Opcode.CONTINUATION, true, utf8("789012"));
        limited.wholeText(true);

        assertFails(1009, "12", "maxTextMessageSize 10", () -> limited.begin(Opcode.TEXT, true, 0, 12));
        assertThat(messages.events).containsExactly(textPartOf("123456", false), textPartOf("789012", true));
    }

    @Test
    void theSizeOfOneMessageDoesNotCountForTheNext() throws ProtocolException {
        MessageReader limited = new MessageReader(messages, 10, 10);
        for (int i = 0; i < 3; i++) {
            frame(limited, Opcode.BINARY, true, Wire.sample(10));
        }

        assertThat(messages.events).hasSize(3);
    }

    /** The limit of text counts bytes, not chars. */
    @Test
    void theLimitOfTextCountsBytes() {
        MessageReader limited = new MessageReader(messages, 5, -1);

        assertFails(1009, "6", "maxTextMessageSize", () -> frame(limited, Opcode.TEXT, true, utf8("ééé")));
    }

    @Test
    void aLengthThatIsNotKnownIsLimitedWhileTheBytesCome() throws ProtocolException {
        MessageReader limited = new MessageReader(messages, 10, 10);
        limited.begin(Opcode.TEXT, true, 0, -1);
        limited.payload(ByteBuffer.wrap(Wire.ascii(10)), true);

        assertFails(1009, "11", "maxTextMessageSize", () -> limited.payload(ByteBuffer.wrap(Wire.ascii(1)), true));
    }

    @Test
    void limitsMayChangeInTheMiddleOfAMessage() throws ProtocolException {
        MessageReader limited = new MessageReader(messages, 10, 10);
        frame(limited, Opcode.BINARY, false, Wire.sample(10));
        limited.maxBinaryMessageSize(12);
        frame(limited, Opcode.CONTINUATION, false, Wire.sample(1));
        limited.maxBinaryMessageSize(5);
        assertFails(1009, "11", "maxBinaryMessageSize 5", () -> limited.begin(Opcode.CONTINUATION, true, 0, 0));

        limited.begin(Opcode.TEXT, true, 0, 10);
        limited.maxTextMessageSize(2);
        assertFails(1009, "3", "maxTextMessageSize 2", () -> limited.payload(ByteBuffer.wrap(utf8("abc")), true));
    }

    @Test
    void aWholeMessageWithoutLimitStillHasToFitIntoAnArray() throws ProtocolException {
        assertFails(
                1009,
                "2147483640",
                "maxTextMessageSize 2147483639",
                () -> reader.begin(Opcode.TEXT, true, 0, (1L << 31) - 8));
        frame(Opcode.BINARY, false, Wire.sample(1));
        assertFails(
                1009,
                "9223372036854775808",
                "maxBinaryMessageSize",
                () -> reader.begin(Opcode.CONTINUATION, true, 0, Long.MAX_VALUE));
    }

    @Test
    void partsWithoutLimitMayBeLongerThanAnyArray() throws ProtocolException {
        reader.wholeBinary(false);
        frame(Opcode.BINARY, false, Wire.sample(1));
        reader.begin(Opcode.CONTINUATION, false, 0, 1L << 40);
        reader.payload(ByteBuffer.wrap(Wire.sample(8192)), false);

        assertThat(messages.events)
                .containsExactly(binaryPartOf(false, Wire.sample(1)), binaryPartOf(false, Wire.sample(8192)));
    }

    /** Memory is used as bytes arrive, not when their number is announced. */
    @Test
    void announcedLengthTakesNoMemory() throws ProtocolException {
        List<MessageReader> readers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            MessageReader one = new MessageReader(messages, -1, -1);
            one.begin(i % 2 == 0 ? Opcode.TEXT : Opcode.BINARY, true, 0, Integer.MAX_VALUE - 8);
            one.payload(ByteBuffer.wrap(Wire.ascii(10)), true);
            readers.add(one);
        }

        // A thousand arrays of two gigabytes do not fit into any heap.
        assertThat(readers).hasSize(1000);
    }

    // Parts

    @Test
    void aPartIsAFrame() throws ProtocolException {
        reader.wholeText(false);
        reader.wholeBinary(false);
        frame(Opcode.TEXT, false, utf8("one "), utf8("frame"));
        frame(Opcode.CONTINUATION, true, utf8("last"));
        frame(Opcode.BINARY, false, Wire.sample(3), Wire.sample(4));
        frame(Opcode.CONTINUATION, true, Wire.sample(5));
        frame(Opcode.TEXT, true, utf8("single"));

        assertThat(messages.events)
                .containsExactly(
                        textPartOf("one frame", false),
                        textPartOf("last", true),
                        binaryPartOf(false, Wire.concat(Wire.sample(3), Wire.sample(4))),
                        binaryPartOf(true, Wire.sample(5)),
                        textPartOf("single", true));
    }

    @Test
    void aLongFrameIsDeliveredAsItArrives() throws ProtocolException {
        reader.wholeText(false);
        reader.wholeBinary(false);
        for (Opcode opcode : new Opcode[] {Opcode.TEXT, Opcode.BINARY}) {
            messages.events.clear();
            reader.begin(opcode, true, 0, 20000);
            reader.payload(ByteBuffer.wrap(Wire.ascii(8191)), true);
            assertThat(messages.events).isEmpty();
            reader.payload(ByteBuffer.wrap(Wire.ascii(1)), true);
            assertThat(messages.events).hasSize(1);
            reader.payload(ByteBuffer.wrap(Wire.ascii(10000)), true);
            assertThat(messages.events).hasSize(2);
            reader.payload(ByteBuffer.wrap(Wire.ascii(1808)), true);
            reader.end();
            assertThat(messages.events).hasSize(3);
            assertThat(messages.events.get(2).kind()).startsWith("last");
        }
    }

    @Test
    void anEmptyFragmentIsNoPartUnlessItIsTheLast() throws ProtocolException {
        reader.wholeText(false);
        reader.wholeBinary(false);
        frame(Opcode.TEXT, false);
        frame(Opcode.CONTINUATION, true);
        frame(Opcode.BINARY, false);
        frame(Opcode.CONTINUATION, true);

        assertThat(messages.events).containsExactly(textPartOf("", true), binaryPartOf(true));
    }

    @Test
    void aFrameOfUnknownLengthMayEndInAnEmptyPart() throws ProtocolException {
        reader.wholeBinary(false);
        reader.begin(Opcode.BINARY, true, 0, -1);
        reader.payload(ByteBuffer.wrap(Wire.sample(8192)), false);
        reader.end();

        assertThat(messages.events).containsExactly(binaryPartOf(false, Wire.sample(8192)), binaryPartOf(true));
    }

    /** A surrogate pair is never split between two partial callbacks. */
    @Test
    void noPartEndsInsideACodePoint() throws ProtocolException {
        reader.wholeText(false);
        byte[] bytes = utf8("a😀b");
        for (int split = 0; split <= bytes.length; split++) {
            messages.events.clear();
            frame(Opcode.TEXT, false, Arrays.copyOf(bytes, split));
            frame(Opcode.CONTINUATION, true, Arrays.copyOfRange(bytes, split, bytes.length));

            assertThat(joinedParts()).isEqualTo("a😀b");
            assertThat(messages.events).noneMatch(event -> endsInsideACodePoint((String) event.content()));
        }
    }

    @Test
    void codePointsArriveFromSingleBytes() throws ProtocolException {
        reader.wholeText(false);
        byte[] bytes = utf8(ALL_PLANES);
        frame(Opcode.TEXT, false);
        for (byte b : bytes) {
            frame(Opcode.CONTINUATION, false, new byte[] {b});
        }
        frame(Opcode.CONTINUATION, true);

        assertThat(joinedParts()).isEqualTo(ALL_PLANES);
        assertThat(messages.events).hasSize(ALL_PLANES.codePointCount(0, ALL_PLANES.length()) + 1);
    }

    @Test
    void longTextOfWideCodePointsArrivesInParts() throws ProtocolException {
        reader.wholeText(false);
        String text = "x" + "€".repeat(20000);
        frame(Opcode.TEXT, true, cut(utf8(text), 5).toArray(byte[][]::new));

        assertThat(joinedParts()).isEqualTo(text);
        assertThat(messages.events).hasSize(5);
    }

    @Test
    void theWayOfDeliveryChangesWithTheNextMessage() throws ProtocolException {
        frame(Opcode.TEXT, false, utf8("wh"));
        reader.wholeText(false);
        frame(Opcode.CONTINUATION, true, utf8("ole"));
        frame(Opcode.TEXT, false, utf8("pa"));
        reader.wholeText(true);
        frame(Opcode.CONTINUATION, true, utf8("rts"));
        frame(Opcode.TEXT, true, utf8("whole"));

        assertThat(messages.events)
                .containsExactly(textOf("whole"), textPartOf("pa", false), textPartOf("rts", true), textOf("whole"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messagesArriveHoweverTheyAreCut(boolean wholes) {
        Cases.each(300, Inputs.seeds(), seed -> messageArrivesHoweverItIsCut(wholes, new Random(seed)));
    }

    private void messageArrivesHoweverItIsCut(boolean wholes, Random random) throws ProtocolException {
        messages.events.clear();
        reader.wholeText(wholes);
        reader.wholeBinary(wholes);
        String text = random.ints(random.nextInt(9000), 0, 4)
                .mapToObj(i -> new String[] {"plain", "é", "€", "😀"}[i])
                .collect(Collectors.joining());
        byte[] bytes = utf8(text);
        boolean isText = random.nextBoolean();
        Opcode opcode = isText ? Opcode.TEXT : Opcode.BINARY;
        List<byte[]> fragments = cut(bytes, 1 + random.nextInt(5));
        for (int i = 0; i < fragments.size(); i++) {
            List<byte[]> pieces = cut(fragments.get(i), 1 + random.nextInt(5));
            frame(opcode, i == fragments.size() - 1, pieces.toArray(byte[][]::new));
            opcode = Opcode.CONTINUATION;
        }

        assertThat(isText ? joinedParts() : new String(joinedBinary(), StandardCharsets.UTF_8))
                .isEqualTo(text);
        String kind = isText ? "text" : "binary";
        assertThat(messages.events).last().extracting(Event::kind).isEqualTo(wholes ? kind : "last " + kind + " part");
        assertThat(messages.events)
                .filteredOn(event -> !event.kind().contains(" part"))
                .hasSize(wholes ? 1 : 0);
    }

    // Control frames

    /** Every kind of control frame may arrive between fragments, and does not change the message. */
    @Test
    void controlFramesBetweenFragmentsDisturbNothing() throws ProtocolException {
        byte[] euro = utf8("€");
        frame(Opcode.TEXT, false, Arrays.copyOf(euro, 2));
        frame(Opcode.PING, true, utf8("é"));
        frame(Opcode.PONG, true);
        frame(Opcode.CONTINUATION, false);
        frame(Opcode.PONG, true, utf8("xy"), utf8("z"));
        frame(Opcode.CONTINUATION, true, Arrays.copyOfRange(euro, 2, 3));

        assertThat(messages.events).containsExactly(pingOf(utf8("é")), pongOf(), pongOf(utf8("xyz")), textOf("€"));
    }

    /** This is legal, though the message is lost. */
    @Test
    void aCloseInsideAMessageArrives() throws ProtocolException {
        frame(Opcode.TEXT, false, utf8("lost"));
        frame(Opcode.CLOSE, true, Wire.bytes(0x03, 0xE8, 'b', 'y', 'e'));

        assertThat(messages.events).containsExactly(closeOf(new CloseStatus(1000, "bye")));
    }

    @Test
    void aCloseWithoutCodeArrives() throws ProtocolException {
        frame(Opcode.CLOSE, true);

        assertThat(messages.events).containsExactly(closeOf(CloseStatus.NO_STATUS));
    }

    @Test
    void closeLengthOfOneFails() {
        assertFails(1002, "half", () -> frame(Opcode.CLOSE, true, Wire.bytes(3)));
    }

    @ParameterizedTest
    @EnumSource
    void thePayloadOfAPingIsACopyOfExactlyItsSize(Memory memory) throws ProtocolException {
        ByteBuffer piece = memory.of(Wire.sample(125));
        int position = piece.position();
        reader.begin(Opcode.PING, true, 0, 125);
        reader.payload(piece, false);
        reader.end();

        ByteBuffer payload = (ByteBuffer) messages.events.get(0).content();
        assertThat(payload.array()).isEqualTo(Wire.sample(125));
        assertThat(payload.remaining()).isEqualTo(125);
        assertThat(piece.position()).isEqualTo(position);
    }

    @Test
    void anRsvBitThatNoExtensionTookFails() {
        assertFails(1002, "RSV", () -> reader.begin(Opcode.TEXT, true, 4, 0));
        assertFails(1002, "RSV", () -> reader.begin(Opcode.PING, true, 4, 0));
    }

    private String joinedParts() {
        return messages.events.stream().map(event -> (String) event.content()).collect(Collectors.joining());
    }

    private byte[] joinedBinary() {
        return Wire.concat(messages.events.stream()
                .map(event -> ((ByteBuffer) event.content()).array())
                .toArray(byte[][]::new));
    }

    private static boolean endsInsideACodePoint(String part) {
        return !part.isEmpty() && Character.isHighSurrogate(part.charAt(part.length() - 1));
    }

    private void frame(Opcode opcode, boolean fin, byte[]... pieces) throws ProtocolException {
        frame(reader, opcode, fin, pieces);
    }

    private static void frame(MessageReader reader, Opcode opcode, boolean fin, byte[]... pieces)
            throws ProtocolException {
        reader.begin(opcode, fin, 0, Wire.concat(pieces).length);
        for (byte[] piece : pieces) {
            reader.payload(ByteBuffer.wrap(piece), false);
        }
        reader.end();
    }

    private static List<byte[]> cut(byte[] bytes, int pieces) {
        List<byte[]> result = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            result.add(Arrays.copyOfRange(
                    bytes, (int) ((long) bytes.length * i / pieces), (int) ((long) bytes.length * (i + 1) / pieces)));
        }
        return result;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertFails(int closeCode, String first, ThrowingCallable call) {
        assertFails(closeCode, first, "", call);
    }

    private static void assertFails(int closeCode, String first, String second, ThrowingCallable call) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(call)
                .withMessageContaining(first)
                .withMessageContaining(second)
                .satisfies(e -> assertThat(e.closeCode()).isEqualTo(closeCode));
    }

    @Test
    void discardedPayloadIsNotInTheNextMessage() throws ProtocolException {
        for (String piece : new String[] {"half", ALL_PLANES}) {
            messages.events.clear();
            reader.begin(Opcode.TEXT, false, 0, -1);
            reader.payload(ByteBuffer.wrap(utf8(piece)), false);
            reader.discard();

            reader.begin(Opcode.TEXT, true, 0, 5);
            reader.payload(ByteBuffer.wrap(utf8("whole")), true);
            reader.end();
            assertThat(messages.events).containsExactly(textOf("whole"));
        }
        reader.begin(Opcode.PING, true, 0, 5);
        reader.discard();
        reader.begin(Opcode.PING, true, 0, 1);
        reader.payload(ByteBuffer.wrap(utf8("p")), false);
        reader.end();
        assertThat(messages.events).last().isEqualTo(pingOf(utf8("p")));
    }
}
