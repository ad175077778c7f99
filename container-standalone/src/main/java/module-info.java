/** A WebSocket server and a WebSocket client without a servlet container. */
module io.hawser.container.standalone {
    requires transitive io.hawser.api.impl;
    requires io.github.classgraph;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    // No other module requires the native libraries, and without them epoll is silently unavailable.
    requires io.netty.transport.epoll.linux.aarch_64;
    requires io.netty.transport.epoll.linux.x86_64;

    exports io.hawser.standalone;

    provides io.hawser.transport.ConnectorProvider with
            io.hawser.standalone.StandaloneContainerProvider;
    provides jakarta.websocket.ContainerProvider with
            io.hawser.standalone.StandaloneContainerProvider;
}
