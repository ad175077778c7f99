package io.hawser.standalone.channel;

import io.hawser.transport.HeldBytes;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * The bytes that a channel and its transport hold for one connection.
 *
 * @param channel the channel, which holds output
 * @param gauge counts the input
 */
record ChannelHeldBytes(Channel channel, InputGauge gauge) implements HeldBytes {

    @Override
    public long input() {
        return gauge.waiting();
    }

    @Override
    public long output() {
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        return pending == null ? 0 : pending.totalPendingWriteBytes();
    }

    /**
     * {@return a value that changes with the buffer being written and its progress} Read outside the loop, which is
     * exact enough.
     */
    @Override
    public long progress() {
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        return pending == null ? 0 : pending.currentProgress() * 31 + System.identityHashCode(pending.current());
    }
}
