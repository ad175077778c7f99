package io.hawser.standalone.channel;

import io.hawser.standalone.loop.LargeBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/** The buffers for reads of a channel. They are as large as earlier reads suggest, up to {@link LargeBuffers#BYTES}. */
@SuppressWarnings("deprecation") // Netty's type in the signature; there is no other way
final class ReadBuffers extends AdaptiveRecvByteBufAllocator {

    private static final int SMALLEST_READ = 64;
    private static final int FIRST_READ = 2048;

    ReadBuffers() {
        super(SMALLEST_READ, FIRST_READ, LargeBuffers.BYTES);
    }

    @Override
    public Handle newHandle() {
        return new Sizes((ExtendedHandle) super.newHandle());
    }

    /** Takes the sizes from Netty, and large buffers from {@link LargeBuffers}. */
    private static final class Sizes extends RecvByteBufAllocator.DelegatingHandle
            implements RecvByteBufAllocator.ExtendedHandle {

        private final ExtendedHandle sizes;

        Sizes(ExtendedHandle sizes) {
            super(sizes);
            this.sizes = sizes;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator alloc) {
            int size = guess();
            return alloc.isDirectBufferPooled() ? LargeBuffers.allocate(size, alloc) : alloc.ioBuffer(size);
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
            return sizes.continueReading(maybeMoreData);
        }
    }
}
