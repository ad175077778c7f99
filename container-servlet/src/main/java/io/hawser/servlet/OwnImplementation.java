package io.hawser.servlet;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Optional;

/** The WebSocket implementation that a servlet container brings itself. */
final class OwnImplementation {

    /** The names of the filters that carry it, as {@code META-INF/web-fragment.xml} reserves them. */
    private static final List<String> FILTERS = List.of(
            "Tomcat WebSocket (JSR356) Filter",
            "org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter",
            "org.eclipse.jetty.ee11.websocket.servlet.WebSocketUpgradeFilter");

    private OwnImplementation() {}

    /**
     * Finds a filter that could not be kept away. It takes WebSocket requests before us, or breaks where its own
     * container is not in the attribute.
     *
     * @return the filter's name, if there is such a filter
     */
    static Optional<String> activeFilter(ServletContext context) {
        return FILTERS.stream()
                .filter(name -> {
                    FilterRegistration registration = context.getFilterRegistration(name);
                    return registration != null && !Reserved.class.getName().equals(registration.getClassName());
                })
                .findFirst();
    }
}
