package io.hawser.standalone.loop;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/** The loops of a runtime. */
final class TurnLoopGroup extends MultiThreadIoEventLoopGroup {

    /**
     * Starts loops.
     *
     * @param ticksNeeded called if nobody leads a loop, so that {@link TurnLoop#tick} has to be called
     */
    TurnLoopGroup(
            int loops,
            ThreadFactory threads,
            IoHandlerFactory handlers,
            Function<TurnLoop, Turns> turns,
            Runnable ticksNeeded) {
        super(loops, threads, handlers, turns, ticksNeeded);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... args) {
        return new TurnLoop(
                this,
                executor,
                handlers,
                (Function<TurnLoop, Turns>) args[0],
                (Runnable) args[1],
                new DefaultPromise<>(ImmediateEventExecutor.INSTANCE));
    }

    @Override
    public TurnLoop next() {
        return (TurnLoop) super.next();
    }
}
