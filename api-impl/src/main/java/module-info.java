/** The engine of Hawser: RFC 6455 and Jakarta WebSocket 2.2 without a socket, a clock or an HTTP server. */
module io.hawser.engine {
    requires transitive jakarta.inject;
    requires transitive jakarta.websocket;
    requires transitive jakarta.websocket.client;
    requires static jakarta.cdi;

    exports io.hawser.protocol;
    exports io.hawser.protocol.deflate;
    exports io.hawser.handshake;
    exports io.hawser.endpoint;
    exports io.hawser.session;
    exports io.hawser.container;

    uses io.hawser.container.ConnectorProvider;
    uses io.hawser.container.WebSocketExtension;
    uses io.hawser.endpoint.InstanceSource;
    uses jakarta.websocket.server.ServerEndpointConfig.Configurator;

    provides io.hawser.endpoint.InstanceSource with
            io.hawser.endpoint.cdi.CdiInstanceSource;
    provides jakarta.websocket.server.ServerEndpointConfig.Configurator with
            io.hawser.endpoint.DefaultConfigurator;
}
