package io.hawser.tck.servlet.app;

import io.hawser.InstanceSource;
import jakarta.inject.Provider;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Optional;

/** An endpoint whose configurator overrides everything, and asks the platform's default for it. */
public final class OriginApp {

    /** Whose pages are let in beside those that the default lets in. */
    public static final String FRIEND = "https://friend.example";

    private OriginApp() {}

    /** Calls what it overrides. */
    public static final class Asking extends ServerEndpointConfig.Configurator {

        @Override
        public boolean checkOrigin(String origin) {
            return FRIEND.equals(origin) || super.checkOrigin(origin);
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return super.getNegotiatedSubprotocol(supported, requested);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return super.getNegotiatedExtensions(installed, requested);
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            super.modifyHandshake(config, request, response);
        }

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
            return super.getEndpointInstance(endpointClass);
        }
    }

    /** Makes the endpoint, as an injection container does. */
    public static final class Source implements InstanceSource {

        @Override
        public <T> Optional<Provider<T>> providerOf(Class<T> type) {
            return type == Guarded.class
                    ? Optional.of(() -> type.cast(new Guarded("a source of the application")))
                    : Optional.empty();
        }
    }

    /** Says who has made it. */
    @ServerEndpoint(value = "/guarded", configurator = Asking.class)
    public static final class Guarded {

        private final String maker;

        /** As other implementations would make it. */
        public Guarded() {
            this("nobody");
        }

        Guarded(String maker) {
            this.maker = maker;
        }

        @OnMessage
        public String answer(String text) {
            return text.equals("maker") ? maker : text;
        }
    }
}
