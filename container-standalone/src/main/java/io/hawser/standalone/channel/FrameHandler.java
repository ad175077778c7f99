package io.hawser.standalone.channel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.nio.channels.ClosedChannelException;

/** The last handler of the pipeline after the opening handshake. Passes the events of the channel on. */
public final class FrameHandler extends ChannelInboundHandlerAdapter {

    private final ChannelEvents events;

    /**
     * Creates a handler.
     *
     * @param events receives the events of the channel
     */
    public FrameHandler(ChannelEvents events) {
        this.events = events;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        events.received((ByteBuf) msg);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (endsInput(evt)) {
            events.inputEnded();
        }
    }

    /**
     * Tests an event of Netty for the end of input.
     *
     * @param event the event
     * @return whether the peer has ended its output, in an orderly way
     */
    public static boolean endsInput(Object event) {
        return event instanceof ChannelInputShutdownEvent
                || event instanceof SslCloseCompletionEvent closed && closed.isSuccess();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            events.writable();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        events.fail(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        events.broke(new ClosedChannelException());
    }
}
