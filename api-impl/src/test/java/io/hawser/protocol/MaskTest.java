package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaskTest {

    /** The key of {@link Wire}. */
    static final int KEY = 0x37FA213D;

    @ParameterizedTest
    @EnumSource
    void everyLengthAtEveryAlignmentIsMaskedInEveryKindOfBuffer(Memory memory) {
        for (int length = 0; length < 40; length++) {
            byte[] plain = Wire.sample(length);
            ByteBuffer buffer = memory.of(plain);
            int start = buffer.position();

            Mask.apply(buffer, start, start + length, KEY);

            assertThat(buffer).isEqualTo(ByteBuffer.wrap(Wire.masked(Role.CLIENT, plain)));
            assertThat(buffer.position()).isEqualTo(start);
            assertThat(buffer.order()).isEqualTo(memory.of(plain).order());
            assertThat(buffer.remaining()).isEqualTo(length);
            assertThat(Memory.guardsAreIntact(buffer, length)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLengthIsUnmaskedAsItIsCopied(Memory memory) {
        for (int length = 0; length < 40; length++) {
            byte[] masked = Wire.masked(Role.CLIENT, Wire.sample(length));
            ByteBuffer piece = memory.of(masked);
            byte[] copy = new byte[length + 3];

            assertThat(Mask.copy(piece, copy, 2, KEY)).isEqualTo(length + 2);

            assertThat(copy).isEqualTo(Wire.concat(new byte[2], Wire.sample(length), new byte[1]));
            assertThat(piece).isEqualTo(ByteBuffer.wrap(masked));
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneByteThatIsNotAsciiIsNoticedWhereverItIs(Memory memory) {
        for (int length = 0; length < 20; length++) {
            assertThat(unmasksToAscii(memory, Wire.ascii(length))).isTrue();
            for (int at = 0; at < length; at++) {
                byte[] plain = Wire.ascii(length);
                plain[at] = (byte) 0x80;
                assertThat(unmasksToAscii(memory, plain)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theKeyAdvancesWithTheBytes(Memory memory) {
        byte[] plain = Wire.sample(30);
        for (int split = 0; split <= plain.length; split++) {
            ByteBuffer buffer = memory.of(plain);
            int start = buffer.position();

            Mask.apply(buffer, start, start + split, KEY);
            Mask.apply(buffer, start + split, buffer.limit(), Mask.advance(KEY, split));

            assertThat(buffer).isEqualTo(ByteBuffer.wrap(Wire.masked(Role.CLIENT, plain)));
        }
    }

    private static boolean unmasksToAscii(Memory memory, byte[] plain) {
        ByteBuffer buffer = memory.of(Wire.masked(Role.CLIENT, plain));
        return Mask.apply(buffer, buffer.position(), buffer.limit(), KEY);
    }
}
