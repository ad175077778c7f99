package io.hawser.spring.boot;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

/** The paths of the handlers of Spring WebSocket. */
final class HandlerPaths {

    private final ObjectProvider<SimpleUrlHandlerMapping> mappings;

    HandlerPaths(ObjectProvider<SimpleUrlHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /** {@return all paths, below the path of the dispatcher servlet} */
    Stream<String> all() {
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMap().entrySet().stream())
                .filter(entry -> entry.getValue() instanceof WebSocketHttpRequestHandler
                        || entry.getValue() instanceof SockJsHttpRequestHandler)
                .map(Map.Entry::getKey)
                .distinct();
    }
}
