package io.hawser.endpoint;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * The platform's default configurator for all applications of a server. On a thread that handles a handshake of Hawser,
 * it calls the default of that application. On every other thread, it calls the server's own default.
 * {@link SharedDefault} defines the class in the loader of the API, under another name, so that it stays when
 * applications go. So it may use only the JDK and the API.
 */
final class RelayedDefault extends ServerEndpointConfig.Configurator {

    private final ServerEndpointConfig.Configurator servers;
    private final ThreadLocal<ServerEndpointConfig.Configurator> asked;

    RelayedDefault(ServerEndpointConfig.Configurator servers, ThreadLocal<ServerEndpointConfig.Configurator> asked) {
        this.servers = servers;
        this.asked = asked;
    }

    @Override
    public ServerEndpointConfig.Configurator getContainerDefaultConfigurator() {
        ServerEndpointConfig.Configurator applications = asked.get();
        return applications == null ? servers : applications;
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return getContainerDefaultConfigurator().getNegotiatedSubprotocol(supported, requested);
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return getContainerDefaultConfigurator().getNegotiatedExtensions(installed, requested);
    }

    @Override
    public boolean checkOrigin(String originHeaderValue) {
        return getContainerDefaultConfigurator().checkOrigin(originHeaderValue);
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        getContainerDefaultConfigurator().modifyHandshake(config, request, response);
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
        return getContainerDefaultConfigurator().getEndpointInstance(endpointClass);
    }
}
