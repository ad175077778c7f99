package io.hawser.protocol.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

    /** The history of pieces of any size equals the dictionary of zlib: the end of the data, up to the window. */
    @ParameterizedTest
    @ValueSource(ints = {8, 9, 12, 15})
    void theEndOfWhatWasAddedIsRestored(int bits) throws Exception {
        int window = 1 << bits;
        Random random = new Random(bits);
        for (int round = 0; round < 50; round++) {
            byte[] all = new byte[random.nextInt(4 * window)];
            random.nextBytes(all);
            History history = new History(bits);
            for (int at = 0; at < all.length; ) {
                int count = Math.min(all.length - at, random.nextInt(2 * window));
                history.add(all, at, count);
                at += count;
            }
            byte[] end = Arrays.copyOfRange(all, Math.max(0, all.length - window), all.length);
            Deflater deflater = new Deflater(9, true);
            deflater.setDictionary(end);
            deflater.setInput(end);
            byte[] compressed = new byte[2 * window + 100];
            int length = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
            deflater.end();
            Inflater inflater = new Inflater(true);
            history.restoreTo(inflater);
            inflater.setInput(compressed, 0, length);
            byte[] inflated = new byte[end.length + 1];
            assertThat(inflater.inflate(inflated)).isEqualTo(end.length);
            assertThat(Arrays.copyOf(inflated, end.length)).isEqualTo(end);
            inflater.end();
        }
    }
}
