package io.hawser.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LargeBuffersTest {

    private static final int LARGE = LargeBuffers.SMALLER_BYTES + 1;

    private final LargeBuffers buffers = new LargeBuffers(2);

    @Test
    void theBufferThatCameBackLastIsUsedAgainAndIsEmpty() {
        ByteBuf first = buffers.take();
        ByteBuf second = buffers.take();
        first.writeInt(7).readByte();
        assertThat(first.retain().release()).isFalse();
        assertThat(second.release()).isTrue();
        assertThat(first.release()).isTrue();

        ByteBuf again = buffers.take();
        assertThat(again).isSameAs(first);
        assertThat(again.refCnt()).isEqualTo(1);
        assertThat(again.readableBytes()).isZero();
        assertThat(again.writableBytes()).isEqualTo(LargeBuffers.BYTES);
    }

    @Test
    void thereAreNoMoreThanItsNumber() {
        ByteBuf first = buffers.take();
        assertThat(buffers.take()).isNotNull().isNotSameAs(first);
        assertThat(buffers.take()).isNull();
        first.release();
        assertThat(buffers.take()).isSameAs(first);
    }

    @Test
    void onlyLargeBuffersComeFromHere() {
        assertThat(capacityOf(LargeBuffers.allocate(LARGE, PooledByteBufAllocator.DEFAULT)))
                .isEqualTo(LargeBuffers.BYTES);
        assertThat(capacityOf(LargeBuffers.allocate(LARGE - 1, PooledByteBufAllocator.DEFAULT)))
                .isEqualTo(LARGE - 1);
        assertThat(capacityOf(LargeBuffers.allocate(LargeBuffers.BYTES + 1, PooledByteBufAllocator.DEFAULT)))
                .isEqualTo(LargeBuffers.BYTES + 1);
        assertThat(capacityOf(Io.FASTEST.outputBuffer(LARGE))).isEqualTo(LargeBuffers.BYTES);
        assertThat(capacityOf(Io.UNLOADABLE.outputBuffer(LARGE))).isEqualTo(LARGE);
    }

    private static int capacityOf(ByteBuf buffer) {
        int capacity = buffer.capacity();
        buffer.release();
        return capacity;
    }
}
