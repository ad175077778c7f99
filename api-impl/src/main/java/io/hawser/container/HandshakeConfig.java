package io.hawser.container;

import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Makes the configuration for {@code modifyHandshake}. It is a copy of the endpoint's configuration, so that no client
 * gets user properties that were set for another one. The user properties of the copy become those of the session. All
 * other code gets the endpoint's configuration itself (Jakarta WebSocket 2.2, section 3.1.6).
 */
final class HandshakeConfig {

    private HandshakeConfig() {}

    /**
     * {@return a copy of a configuration, with a shallow copy of the user properties} The API's builder makes it, so
     * that it has the same class as most configurations. The TCK checks the class.
     */
    static ServerEndpointConfig copyOf(ServerEndpointConfig shared) {
        ServerEndpointConfig copy = ServerEndpointConfig.Builder.create(shared.getEndpointClass(), shared.getPath())
                .subprotocols(shared.getSubprotocols())
                .extensions(shared.getExtensions())
                .encoders(shared.getEncoders())
                .decoders(shared.getDecoders())
                .configurator(shared.getConfigurator())
                .build();
        copy.getUserProperties().putAll(shared.getUserProperties());
        return copy;
    }
}
