package io.hawser.container;

import jakarta.websocket.server.ServerEndpointConfig;

/**
 * Makes the configuration that {@code modifyHandshake} sees: a copy of the endpoint's, so that what is put into its
 * user properties for one client is not seen by another. They become the user properties of the session; everybody else
 * gets the configuration itself (Jakarta WebSocket 2.2, section 3.1.6).
 */
final class HandshakeConfig {

    private HandshakeConfig() {}

    /**
     * {@return a copy, with a shallow one of the user properties} It comes from the API's builder, and so is of the
     * same class as most configurations, which the TCK looks at.
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
