package io.hawser.standalone.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
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
    void onlyLargeBuffersComeFromHereAndOnlyWhereBuffersArePooled() {
        assertThat(capacityOf(LargeBuffers.allocate(LARGE, PooledByteBufAllocator.DEFAULT)))
                .isEqualTo(LargeBuffers.BYTES);
        assertThat(capacityOf(LargeBuffers.allocate(LARGE - 1, PooledByteBufAllocator.DEFAULT)))
                .isEqualTo(LARGE - 1);
        assertThat(capacityOf(LargeBuffers.allocate(LargeBuffers.BYTES + 1, PooledByteBufAllocator.DEFAULT)))
                .isEqualTo(LargeBuffers.BYTES + 1);
        assertThat(capacityOf(LargeBuffers.allocate(LARGE, UnpooledByteBufAllocator.DEFAULT)))
                .isEqualTo(LARGE);
    }

    /** A read of a large message is large at once after a full one. */
    @Test
    void readsAreAsLargeAsTheReadsBefore() {
        EmbeddedChannel channel = new EmbeddedChannel();
        @SuppressWarnings("deprecation") // Netty's type
        RecvByteBufAllocator.Handle reads = new ReadBuffers().newHandle();
        reads.reset(channel.config());
        int last = 0;
        for (int read = 0; read < 4 && last < LargeBuffers.BYTES; read++) {
            ByteBuf buffer = reads.allocate(PooledByteBufAllocator.DEFAULT);
            last = capacityOf(buffer);
            reads.attemptedBytesRead(last);
            reads.lastBytesRead(last);
        }
        assertThat(last).isEqualTo(LargeBuffers.BYTES);
        assertThat(capacityOf(reads.allocate(UnpooledByteBufAllocator.DEFAULT))).isEqualTo(reads.guess());
        channel.finishAndReleaseAll();
    }

    private static int capacityOf(ByteBuf buffer) {
        int capacity = buffer.capacity();
        buffer.release();
        return capacity;
    }
}
