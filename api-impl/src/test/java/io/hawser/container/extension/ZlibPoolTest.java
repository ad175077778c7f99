package io.hawser.container.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.protocol.deflate.Compressor;
import io.hawser.protocol.deflate.Decompressor;
import org.junit.jupiter.api.Test;

class ZlibPoolTest {

    private final ZlibPool pool = new ZlibPool(1);

    @Test
    void whatIsGivenBackIsLentAgain() {
        Compressor compressor = pool.compressor(6);
        Decompressor decompressor = pool.decompressor();
        assertThat(pool.open()).isEqualTo(2);
        pool.giveBack(compressor);
        pool.giveBack(decompressor);
        assertThat(pool.compressor(6)).isSameAs(compressor);
        assertThat(pool.decompressor()).isSameAs(decompressor);
        assertThat(pool.open()).isEqualTo(2);
    }

    @Test
    void aLevelHasItsOwn() {
        pool.giveBack(pool.compressor(1));
        assertThat(pool.compressor(9).level()).isEqualTo(9);
        assertThat(pool.open()).isEqualTo(2);
    }

    @Test
    void whatIsTooMuchIsFreed() {
        Decompressor first = pool.decompressor();
        Decompressor second = pool.decompressor();
        assertThat(first).isNotSameAs(second);
        pool.giveBack(first);
        pool.giveBack(second);
        assertThat(pool.open()).isOne();
    }

    @Test
    void aClosedPoolKeepsNothingAndStillServesThoseThatEnd() {
        Compressor lent = pool.compressor(6);
        pool.giveBack(pool.compressor(1));
        pool.close();
        assertThat(pool.open()).isOne();
        pool.giveBack(lent);
        assertThat(pool.open()).isZero();
        pool.giveBack(pool.decompressor());
        assertThat(pool.open()).isZero();
    }
}
