package io.hawser.tck.ee.app;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;
import java.util.stream.Collectors;

/** Deploys a programmatic endpoint, and all annotated ones but one. */
public class Chosen implements ServerApplicationConfig {

    @Override
    public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> found) {
        return found.stream()
                .filter(type -> type == Programmatic.class)
                .map(type -> ServerEndpointConfig.Builder.create(type, "/programmatic")
                        .build())
                .collect(Collectors.toSet());
    }

    @Override
    public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> found) {
        return found.stream().filter(type -> type != LeftOut.class).collect(Collectors.toSet());
    }

    /** An endpoint without annotations. */
    public static class Programmatic extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>)
                    message -> session.getAsyncRemote().sendText("programmatic " + message));
        }
    }

    /** An endpoint that is not deployed. */
    @ServerEndpoint("/left-out")
    public static class LeftOut {
        /**
         * Returns the message.
         *
         * @param message the message
         * @return the answer
         */
        @OnMessage
        public String answer(String message) {
            return message;
        }
    }
}
