package io.hawser.container;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The configuration that {@code modifyHandshake} sees: that of the endpoint, with a shallow copy of the user
 * properties, so that what is put there for one client is not seen by another. The copy becomes the user properties of
 * the session; everybody else gets the configuration itself (Jakarta WebSocket 2.2, section 3.1.6).
 */
final class SessionEndpointConfig implements ServerEndpointConfig {

    private final ServerEndpointConfig shared;
    private final Map<String, Object> userProperties;

    SessionEndpointConfig(ServerEndpointConfig shared) {
        this.shared = shared;
        this.userProperties = new ConcurrentHashMap<>();
        shared.getUserProperties().forEach((name, value) -> {
            if (value != null) {
                userProperties.put(name, value);
            }
        });
    }

    @Override
    public Map<String, Object> getUserProperties() {
        return userProperties;
    }

    @Override
    public Class<?> getEndpointClass() {
        return shared.getEndpointClass();
    }

    @Override
    public String getPath() {
        return shared.getPath();
    }

    @Override
    public List<String> getSubprotocols() {
        return shared.getSubprotocols();
    }

    @Override
    public List<Extension> getExtensions() {
        return shared.getExtensions();
    }

    @Override
    public Configurator getConfigurator() {
        return shared.getConfigurator();
    }

    @Override
    public List<Class<? extends Encoder>> getEncoders() {
        return shared.getEncoders();
    }

    @Override
    public List<Class<? extends Decoder>> getDecoders() {
        return shared.getDecoders();
    }
}
