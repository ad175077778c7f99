/** The engine of Hawser: RFC 6455 and Jakarta WebSocket 2.2 without a socket, a clock or an HTTP server. */
@SuppressWarnings("module") // Those that it exports to are built after it.
module io.hawser.api.impl {
    requires transitive jakarta.inject;
    requires transitive jakarta.websocket;
    requires transitive jakarta.websocket.client;
    requires static jakarta.cdi;

    // For applications.
    exports io.hawser;
    exports io.hawser.handshake;
    exports io.hawser.protocol;
    exports io.hawser.protocol.deflate;

    // For containers.
    exports io.hawser.transport;
    exports io.hawser.container;
    exports io.hawser.session.memory to
            io.hawser.container.standalone,
            io.hawser.container.servlet;
    exports io.hawser.thread to
            io.hawser.container.standalone,
            io.hawser.container.servlet;
    exports io.hawser.endpoint to
            io.hawser.container.standalone,
            io.hawser.container.servlet;
    exports io.hawser.log to
            io.hawser.container.standalone,
            io.hawser.container.servlet,
            io.hawser.spring.boot.starter;

    uses io.hawser.WebSocketExtension;
    uses io.hawser.transport.ConnectorProvider;
    uses io.hawser.InstanceSource;
    uses jakarta.websocket.server.ServerEndpointConfig.Configurator;

    provides io.hawser.InstanceSource with
            io.hawser.endpoint.cdi.CdiInstanceSource;
    provides jakarta.websocket.server.ServerEndpointConfig.Configurator with
            io.hawser.endpoint.DefaultConfigurator;
}
