package io.hawser.standalone.channel;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

/** The options of the channels of connections, of servers and of clients. */
public final class ChannelOptions {

    private static final int LOW_WATER = 64 * 1024;
    private static final int HIGH_WATER = 256 * 1024;

    private ChannelOptions() {}

    /**
     * Sets the options of a channel. Called before it reads or writes.
     *
     * @param channel the channel
     * @param allocator allocates its buffers
     */
    public static void apply(Channel channel, ByteBufAllocator allocator) {
        ChannelConfig config = channel.config();
        config.setOption(ChannelOption.TCP_NODELAY, true);
        config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        config.setOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
        config.setAllocator(allocator);
        config.setRecvByteBufAllocator(new ReadBuffers());
        config.setWriteBufferWaterMark(new WriteBufferWaterMark(LOW_WATER, HIGH_WATER));
    }
}
