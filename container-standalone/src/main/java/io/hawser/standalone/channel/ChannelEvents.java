package io.hawser.standalone.channel;

import io.netty.buffer.ByteBuf;

/** Receives the events of a channel that carries frames. The event loop calls it. */
public interface ChannelEvents {

    /**
     * Receives bytes.
     *
     * @param bytes the bytes, which the receiver releases
     */
    void received(ByteBuf bytes);

    /** Receives the end of the peer's output. The peer has ended it in an orderly way. */
    void inputEnded();

    /** Receives the news that the channel takes output again. */
    void writable();

    /**
     * Receives the end of the channel, which is closed or broken. Only the first call counts.
     *
     * @param cause the reason
     */
    void broke(Throwable cause);

    /**
     * Receives a failure after which the channel is of no use, and closes the channel. Not every failure of a write
     * closes it.
     *
     * @param cause the failure
     */
    void fail(Throwable cause);
}
