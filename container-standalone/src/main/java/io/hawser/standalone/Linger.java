package io.hawser.standalone;

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
 * Ends a channel so that its last bytes arrive: a socket that is closed while input is unread resets the connection,
 * and the peer loses what it has not read yet (RFC 6455, section 7.1.1). So the output is shut down, or left as it is
 * for the peer to end first, and input is read away until the peer ends, or has had time enough for it.
 */
final class Linger extends ChannelInboundHandlerAdapter {

    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final boolean ofFrames;
    private final boolean peerFirst;

    private Linger(boolean ofFrames, boolean peerFirst) {
        this.ofFrames = ofFrames;
        this.peerFirst = peerFirst;
    }

    /** {@return whether a channel is a WebSocket connection, or was one before it lingered; for all threads} */
    static boolean isOfFrames(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        Linger linger = pipeline.get(Linger.class);
        return linger == null ? pipeline.get(FrameHandler.class) != null : linger.ofFrames;
    }

    /**
     * Ends a channel whose output is written. Called on its loop.
     *
     * @param peerFirst whether the output ends after the peer's
     */
    static void begin(Channel channel, boolean peerFirst) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(Linger.class) != null) {
            shutdownOutput(channel);
            return;
        }
        pipeline.addLast(new Linger(pipeline.get(FrameHandler.class) != null, peerFirst));
        for (ChannelHandler handler : pipeline.toMap().values()) {
            if (!(handler instanceof SslHandler) && !(handler instanceof Linger)) {
                pipeline.remove(handler);
            }
        }
        channel.config().setAutoRead(true);
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

    /** Ends the output of a channel, that of TLS first. Called on its loop. */
    static ChannelFuture shutdownOutput(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        }
        return ((DuplexChannel) channel).shutdownOutput();
    }

    /** Ends a channel at once: the peer sees a reset. Called on its loop. */
    static void abort(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            ChannelHandlerContext first = channel.pipeline().firstContext();
            if (first == null) {
                channel.close();
            } else {
                // From the first handler, so that TLS does not try and say goodbye.
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
