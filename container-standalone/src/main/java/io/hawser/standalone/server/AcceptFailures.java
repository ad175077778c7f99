package io.hawser.standalone.server;

import io.hawser.Setting;
import io.hawser.log.Log;
import io.hawser.standalone.channel.Reason;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Logs that a listening channel cannot accept connections, for example because the process has no file descriptors
 * left. It logs this once for the whole period. This handler comes after Netty's acceptor, which waits a second after
 * each failure and fires an exception. Netty itself would log each of these exceptions with a stack trace.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {

    private static final Log LOG = Log.of(AcceptFailures.class);
    /** The time since the last failure after which a failure is logged again. */
    private static final long LULL_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final LongSupplier clock;
    private boolean told;
    private long last;

    /**
     * Creates a handler.
     *
     * @param clock returns the time in nanoseconds, like {@link System#nanoTime()}
     */
    AcceptFailures(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        long now = clock.getAsLong();
        if (!told || now - last > LULL_NANOS) {
            LOG.log(
                    Level.WARNING,
                    "connections to " + ctx.channel().localAddress() + " wait, because they cannot be accepted: "
                            + Reason.of(cause)
                            + ". The server tries again each second. A process can have only as many open files and"
                            + " connections as its limit of descriptors allows (ulimit -n); the setting "
                            + Setting.MAX_CONNECTIONS.key() + " keeps connections below it");
        }
        told = true;
        last = now;
    }
}
