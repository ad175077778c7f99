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
 * and the peer loses what it has not read yet (RFC 6455, section 7.1.1). So the output is shut down, and input is read
 * away until the peer ends too, or has had time enough for it.
 */
final class Linger extends ChannelInboundHandlerAdapter {

    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final boolean ofFrames;

    private Linger(boolean ofFrames) {
        this.ofFrames = ofFrames;
    }

    /** {@return whether a channel is a WebSocket connection, or was one before it lingered; for all threads} */
    static boolean isOfFrames(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        Linger linger = pipeline.get(Linger.class);
        return linger == null ? pipeline.get(FrameHandler.class) != null : linger.ofFrames;
    }

    /** Ends a channel whose output is written. Called on its loop. */
    static void begin(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(new Linger(pipeline.get(FrameHandler.class) != null));
        for (ChannelHandler handler : pipeline.toMap().values()) {
            if (!(handler instanceof SslHandler) && !(handler instanceof Linger)) {
                pipeline.remove(handler);
            }
        }
        channel.config().setAutoRead(true);
        shutdownOutput(channel).addListener(shut -> {
            if (((DuplexChannel) channel).isInputShutdown()) {
                channel.close();
            }
        });
        Deadlines.Deadline deadline =
                ((TurnLoop) channel.eventLoop()).deadlines().in(LINGER_NANOS, channel::close);
        channel.closeFuture().addListener(closed -> deadline.cancel());
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
        if (evt instanceof ChannelInputShutdownEvent && ((DuplexChannel) ctx.channel()).isOutputShutdown()) {
            ctx.channel().close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.channel().close();
    }
}
