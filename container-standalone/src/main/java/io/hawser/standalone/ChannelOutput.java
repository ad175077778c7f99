package io.hawser.standalone;

import io.hawser.session.OutputSource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;

/** Writes what a connection has to say to its channel, as fast as the channel takes it. Used by the loop alone. */
final class ChannelOutput {

    /** So much is given to the channel before it has to try and write. */
    private static final int FLUSH_BYTES = 256 * 1024;

    private final Channel channel;
    private final long closeNanos;
    private final Consumer<Throwable> unwritable;
    private OutputSource source;
    private Throwable failure;
    private Ending begun = Ending.NONE;
    private Ending done = Ending.NONE;
    private boolean pulling;

    /**
     * @param channel where to write
     * @param closeNanos how long the last output may take
     * @param unwritable told that a write has failed, before anybody else is
     */
    ChannelOutput(Channel channel, long closeNanos, Consumer<Throwable> unwritable) {
        this.channel = channel;
        this.closeNanos = closeNanos;
        this.unwritable = unwritable;
    }

    /** Says where the output comes from. */
    void begin(OutputSource source) {
        this.source = source;
    }

    /** {@return whether the connection is to end altogether, so that input does not matter any more} */
    boolean isEnding() {
        return begun.compareTo(Ending.CLOSE_AFTER_PEER) >= 0;
    }

    /** What is not written yet will not be. */
    void broke(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Writes what there is, and then ends if that is wished. */
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
        } else if (ending != Ending.OUTPUT) {
            Deadlines.Deadline deadline = ((TurnLoop) channel.eventLoop())
                    .deadlines()
                    .in(closeNanos, () -> {
                        broke(new IOException("the peer has not taken the last output in time"));
                        Linger.abort(channel);
                    });
            channel.closeFuture().addListener(closed -> deadline.cancel());
        }
    }

    /** {@return whether the source has nothing more} */
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
        ByteBuf bytes = ((LentBuffer) output.buffer()).taken();
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

    /** What Netty fails writes with that it does not try any more has no message. */
    private Throwable unwritten(Throwable cause) {
        if (failure != null) {
            return failure;
        }
        return cause instanceof ClosedChannelException
                ? new IOException("the connection was closed before this was written", cause)
                : cause;
    }

    /** Gives back what the source offers: nobody will see it. */
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
        // Completes after everything that was written before.
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (ending == Ending.OUTPUT) {
                Linger.shutdownOutput(channel);
            } else {
                Linger.begin(channel, ending == Ending.CLOSE_AFTER_PEER);
            }
        });
    }
}
