/** A WebSocket server and a WebSocket client without a servlet container. */
module io.hawser.standalone {
    requires transitive io.hawser.engine;
    requires io.github.classgraph;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    // Nothing else would bring the native libraries into a module graph, and without them epoll is silently gone.
    requires io.netty.transport.epoll.linux.aarch_64;
    requires io.netty.transport.epoll.linux.x86_64;

    exports io.hawser.standalone;

    provides io.hawser.container.ConnectorProvider with
            io.hawser.standalone.StandaloneContainerProvider;
    provides jakarta.websocket.ContainerProvider with
            io.hawser.standalone.StandaloneContainerProvider;
}
