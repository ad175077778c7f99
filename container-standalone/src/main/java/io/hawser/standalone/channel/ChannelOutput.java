package io.hawser.standalone.channel;

import io.hawser.standalone.loop.Deadlines;
import io.hawser.standalone.loop.TurnLoop;
import io.hawser.thread.Ending;
import io.hawser.transport.OutputSource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;

/** Writes the output of a connection to its channel, as fast as the channel takes it. Only the loop uses it. */
final class ChannelOutput {

    /** The number of bytes after which the channel is flushed. */
    private static final int FLUSH_BYTES = 256 * 1024;

    private final Channel channel;
    private final long closeNanos;
    private final Consumer<Throwable> unwritable;
    private final Runnable closed;
    private OutputSource source;
    private Throwable failure;
    private Ending begun = Ending.NONE;
    private Ending done = Ending.NONE;
    private boolean pulling;

    /**
     * Creates the output of a channel.
     *
     * @param channel the channel
     * @param closeNanos the longest time that the last output may take, in nanoseconds
     * @param unwritable called with the cause when a write has failed, before the failure is reported elsewhere
     * @param closed called when the channel has closed after the end of the connection, and holds no output any more
     */
    ChannelOutput(Channel channel, long closeNanos, Consumer<Throwable> unwritable, Runnable closed) {
        this.channel = channel;
        this.closeNanos = closeNanos;
        this.unwritable = unwritable;
        this.closed = closed;
    }

    /** Sets the source of the output. */
    void begin(OutputSource source) {
        this.source = source;
    }

    /** {@return whether the connection is ending, so that its input does not matter any more} */
    boolean isEnding() {
        return begun != Ending.NONE;
    }

    /** Sets the failure of all output that is not written yet. */
    void broke(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Writes the output that the source has, and then ends the connection if the given ending requires it. */
    void write(Ending ending) {
        if (pulling) {
            return;
        }
        begin(ending);
        if (ending == Ending.ABORT || failure != null || !channel.isActive()) {
            discard();
        } else if (done != Ending.NONE) {
            discard();
            finish(ending);
        } else if (pull()) {
            finish(ending);
        }
    }

    private void begin(Ending ending) {
        if (ending.compareTo(begun) <= 0) {
            return;
        }
        begun = ending;
        if (ending == Ending.ABORT) {
            Linger.abort(channel);
        } else {
            Deadlines.Deadline deadline = ((TurnLoop) channel.eventLoop())
                    .deadlines()
                    .in(closeNanos, () -> {
                        broke(new IOException("the peer has not taken the last output in time"));
                        Linger.abort(channel);
                    });
            channel.closeFuture().addListener(future -> {
                deadline.cancel();
                closed.run();
            });
        }
    }

    /** Writes the output that the source has. {@return whether the source has nothing more} */
    private boolean pull() {
        if (source == null) {
            return true;
        }
        pulling = true;
        try {
            boolean drained = false;
            while (!drained && channel.isWritable()) {
                int unflushed = 0;
                while (!drained && unflushed < FLUSH_BYTES && channel.isWritable()) {
                    OutputSource.Output output = source.next();
                    if (output == null) {
                        drained = true;
                    } else {
                        unflushed += put(output);
                    }
                }
                channel.flush();
            }
            return drained && !source.isComing();
        } finally {
            pulling = false;
        }
    }

    private int put(OutputSource.Output output) {
        ByteBuf bytes = ((NettyWriteBuffer) output.buffer()).taken();
        int size = bytes.readableBytes();
        if (output.reportsCompletion()) {
            channel.write(bytes).addListener((ChannelFuture written) -> {
                if (written.isSuccess()) {
                    output.written();
                } else {
                    unwritable.accept(written.cause());
                    output.failed(unwritten(written.cause()));
                }
            });
        } else {
            channel.write(bytes, channel.voidPromise());
        }
        return size;
    }

    /** {@return a cause with a message, since Netty's cause for writes that it no longer tries has none} */
    private Throwable unwritten(Throwable cause) {
        if (failure != null) {
            return failure;
        }
        return cause instanceof ClosedChannelException
                ? new IOException("the connection was closed before this was written", cause)
                : cause;
    }

    /** Releases the output that the source offers, since it cannot be written. */
    private void discard() {
        if (source == null || pulling) {
            return;
        }
        OutputSource.Output output = source.next();
        while (output != null) {
            output.buffer().release();
            if (output.reportsCompletion()) {
                output.failed(unwritten(new ClosedChannelException()));
            }
            output = source.next();
        }
    }

    private void finish(Ending ending) {
        if (ending.compareTo(done) <= 0) {
            return;
        }
        done = ending;
        // This write completes after all earlier writes.
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(written -> Linger.begin(channel, ending == Ending.CLOSE_AFTER_PEER));
    }
}
