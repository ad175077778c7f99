package io.hawser.standalone.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.standalone.loop.LargeBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ReadBuffersTest {

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
