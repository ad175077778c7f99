package io.hawser.tck.soak.app;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Map;
import java.util.Set;

/** The endpoints, most of them deployed by configuration, and one that reports the others. */
public final class SoakApp implements ServerApplicationConfig {

    /** Timeouts that are short enough to occur in a run. */
    private static final Map<String, Object> SHORT = Map.of("messageTimeout", 10_000, "writeTimeout", 10_000);

    @Override
    public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> found) {
        return Set.of(
                endpoint("/whole", Echoes.Whole.class, SHORT),
                endpoint("/handler", Echoes.Handler.class, Map.of()),
                endpoint("/future", Echoes.Future.class, Map.of()),
                endpoint("/blocking", Echoes.Blocking.class, Map.of("compressionContextTakeover", true)),
                endpoint("/partial", Echoes.Partial.class, Map.of()),
                endpoint("/streams", Echoes.Streams.class, SHORT),
                endpoint("/sleeping", Echoes.Sleeping.class, Map.of()),
                endpoint("/large", Echoes.Large.class, Map.of("blockingSendTimeout", 1_000)),
                endpoint("/room", Echoes.Room.class, Map.of("maxQueuedBytes", 1 << 20, "writeTimeout", 5_000)),
                endpoint("/crowd", Echoes.Room.class, Map.of()),
                endpoint("/refusing", Echoes.Refusing.class, Map.of()),
                endpoint("/report", Report.class, Map.of()));
    }

    private static ServerEndpointConfig endpoint(String path, Class<?> type, Map<String, Object> settings) {
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(type, path).build();
        settings.forEach((name, value) -> config.getUserProperties().put("io.hawser." + name, value));
        return config;
    }

    @Override
    public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
        return scanned;
    }

    /** Reports all sessions except its own. */
    public static final class Report extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(
                    String.class, question -> session.getAsyncRemote().sendText(Ends.told()));
        }
    }
}
