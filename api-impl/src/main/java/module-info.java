/** The engine of Hawser: RFC 6455 and Jakarta WebSocket 2.2 without a socket, a clock or an HTTP server. */
module io.hawser.engine {
    requires transitive jakarta.websocket;
    requires transitive jakarta.websocket.client;

    exports io.hawser.protocol;
    exports io.hawser.handshake;
    exports io.hawser.endpoint;
    exports io.hawser.session;
    exports io.hawser.container;

    provides jakarta.websocket.server.ServerEndpointConfig.Configurator with
            io.hawser.endpoint.DefaultConfigurator;
}
