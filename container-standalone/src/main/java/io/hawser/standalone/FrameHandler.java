package io.hawser.standalone;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.nio.channels.ClosedChannelException;

/** The end of the pipeline after the opening handshake: tells the transport what happens on the channel. */
final class FrameHandler extends ChannelInboundHandlerAdapter {

    private final ChannelTransport transport;

    FrameHandler(ChannelTransport transport) {
        this.transport = transport;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        transport.received((ByteBuf) msg);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (endsInput(evt)) {
            transport.inputEnded();
        }
    }

    /** {@return whether an event says that the peer has ended its output in an orderly way} */
    static boolean endsInput(Object event) {
        return event instanceof ChannelInputShutdownEvent
                || event instanceof SslCloseCompletionEvent closed && closed.isSuccess();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            transport.requestWrite(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        transport.broke(cause);
        Linger.abort(ctx.channel());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        transport.broke(new ClosedChannelException());
    }
}
