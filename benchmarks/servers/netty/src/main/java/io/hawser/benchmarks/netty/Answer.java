package io.hawser.benchmarks.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;

/** Sends messages back, or to all that listen, and flushes once for all that was read at once. */
final class Answer extends SimpleChannelInboundHandler<WebSocketFrame> {

    private final ChannelGroup listeners;
    private boolean listens;

    Answer(ChannelGroup listeners) {
        this.listeners = listeners;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof HandshakeComplete handshake
                && handshake.requestUri().equals("/broadcast")) {
            listens = true;
            listeners.add(context.channel());
        }
        super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame message) {
        if (!listens) {
            context.write(message.retain());
            return;
        }
        for (Channel listener : listeners) {
            listener.writeAndFlush(message.retainedDuplicate());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
