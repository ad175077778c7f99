package io.hawser.benchmarks.netty;

import io.hawser.benchmarks.service.Service;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;

/** Serves the same paths with Netty's own handlers: no Jakarta API, and everything on the event loops. */
public final class NettyMain {

    private static final int MAX_HEAD_SIZE = 64 * 1024;
    private static final int MAX_MESSAGE_SIZE = 20 * 1024 * 1024;

    private NettyMain() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments none
     * @throws Exception where the server does not start
     */
    public static void main(String[] arguments) throws Exception {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(handlers);
        ChannelGroup listeners = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        try {
            Channel server = new ServerBootstrap()
                    .group(loops)
                    .channel(type)
                    .childHandler(new Pipeline(listeners))
                    .bind("127.0.0.1", 0)
                    .sync()
                    .channel();
            Service.untilInputEnds(((InetSocketAddress) server.localAddress()).getPort());
        } finally {
            loops.shutdownGracefully();
        }
    }

    private static final class Pipeline extends ChannelInitializer<Channel> {

        private final ChannelGroup listeners;

        Pipeline(ChannelGroup listeners) {
            this.listeners = listeners;
        }

        @Override
        protected void initChannel(Channel channel) {
            WebSocketServerProtocolConfig config = WebSocketServerProtocolConfig.newBuilder()
                    .websocketPath("/")
                    .checkStartsWith(true)
                    .allowExtensions(true)
                    .maxFramePayloadLength(MAX_MESSAGE_SIZE)
                    .build();
            channel.pipeline()
                    .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(MAX_HEAD_SIZE),
                            new WebSocketServerCompressionHandler(MAX_MESSAGE_SIZE),
                            new WebSocketServerProtocolHandler(config),
                            new WebSocketFrameAggregator(MAX_MESSAGE_SIZE),
                            new Answer(listeners));
        }
    }
}
