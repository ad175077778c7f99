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

/** An endpoint whose configurator overrides all methods and calls super. */
public final class OriginApp {

    /** The origin that is allowed in addition to those that the default allows. */
    public static final String FRIEND = "https://friend.example";

    private OriginApp() {}

    /** Calls super in each method. */
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

    /** Creates the endpoint, like an injection container. */
    public static final class Source implements InstanceSource {

        @Override
        public <T> Optional<Provider<T>> providerOf(Class<T> type) {
            return type == Guarded.class
                    ? Optional.of(() -> type.cast(new Guarded("a source of the application")))
                    : Optional.empty();
        }
    }

    /** Sends the name of its creator. */
    @ServerEndpoint(value = "/guarded", configurator = Asking.class)
    public static final class Guarded {

        private final String maker;

        /** The constructor that other implementations would use. */
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
