package io.hawser.standalone.channel;

import io.hawser.standalone.loop.Deadlines;
import io.hawser.standalone.loop.TurnLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Closes a channel in a way that lets its last bytes arrive. If a socket is closed while input is unread, the
 * connection is reset, and the peer loses the bytes that it has not read yet (RFC 6455, section 7.1.1). So this
 * half-closes the channel, unless the peer ends first, and discards the input until the peer has ended its output or
 * the time is up.
 */
public final class Linger extends ChannelInboundHandlerAdapter {

    /** Marks a handler that stays in the pipeline while the channel lingers, like the handler of TLS. */
    public interface Retained {}

    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final boolean ofFrames;
    private final boolean peerFirst;

    private Linger(boolean ofFrames, boolean peerFirst) {
        this.ofFrames = ofFrames;
        this.peerFirst = peerFirst;
    }

    /**
     * Tests whether a channel is a WebSocket connection, or was one before it lingered. Any thread may call this.
     *
     * @param channel the channel
     * @return whether the channel carries or carried frames
     */
    public static boolean isOfFrames(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        Linger linger = pipeline.get(Linger.class);
        return linger == null ? pipeline.get(FrameHandler.class) != null : linger.ofFrames;
    }

    /**
     * Closes a channel whose output is written. Called on its loop. Half-closes it if it lingers already.
     *
     * @param channel the channel
     * @param peerFirst whether the peer ends its output first
     */
    public static void begin(Channel channel, boolean peerFirst) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(Linger.class) != null) {
            shutdownOutput(channel);
            return;
        }
        pipeline.addLast(new Linger(pipeline.get(FrameHandler.class) != null, peerFirst));
        for (ChannelHandler handler : pipeline.toMap().values()) {
            if (!(handler instanceof SslHandler) && !(handler instanceof Retained) && !(handler instanceof Linger)) {
                pipeline.remove(handler);
            }
        }
        channel.config().setAutoRead(true);
        // The end of input is the end of the channel from now on, so there is no need to half-close it on that side.
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        if (peerFirst) {
            closeIfInputEnded(channel);
        } else {
            shutdownOutput(channel).addListener(shut -> closeIfInputEnded(channel));
        }
        Deadlines.Deadline deadline =
                ((TurnLoop) channel.eventLoop()).deadlines().in(LINGER_NANOS, channel::close);
        channel.closeFuture().addListener(closed -> deadline.cancel());
    }

    private static void closeIfInputEnded(Channel channel) {
        if (((DuplexChannel) channel).isInputShutdown()) {
            channel.close();
        }
    }

    /** Half-closes a channel, TLS first. Called on its loop. */
    private static ChannelFuture shutdownOutput(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        }
        return ((DuplexChannel) channel).shutdownOutput();
    }

    /**
     * Resets a channel. Called on its loop.
     *
     * @param channel the channel
     */
    public static void abort(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            ChannelHandlerContext first = channel.pipeline().firstContext();
            if (first == null) {
                channel.close();
            } else {
                // The close starts at the first handler, so that TLS sends no close_notify.
                first.close();
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ReferenceCountUtil.release(msg);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        boolean outputEnds = peerFirst || ((DuplexChannel) ctx.channel()).isOutputShutdown();
        if (evt instanceof ChannelInputShutdownEvent && outputEnds) {
            ctx.channel().close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.channel().close();
    }
}
