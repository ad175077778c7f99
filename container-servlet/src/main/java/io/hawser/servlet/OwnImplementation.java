package io.hawser.servlet;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The WebSocket implementation that a servlet container includes. */
final class OwnImplementation {

    /** The names of the filters that run it. {@code META-INF/web-fragment.xml} reserves these names. */
    private static final List<String> FILTERS = List.of(
            "Tomcat WebSocket (JSR356) Filter",
            "org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter",
            "org.eclipse.jetty.ee11.websocket.servlet.WebSocketUpgradeFilter");

    /**
     * Implementations whose listeners or filters cast the value of the attribute to their own class: the beginning of
     * the class's name, and the reason why the implementation serves.
     */
    private static final Map<String, String> CASTING = Map.of(
            "io.undertow.websockets.jsr.",
            "it was switched on with a WebSocketDeploymentInfo. Remove that; in WildFly, remove the setting"
                    + " \"websockets\" of the servlet container from the subsystem undertow",
            "org.glassfish.tyrus.",
            "Tyrus, which the server or the application contains, was started first, and fails if another container"
                    + " replaces it");

    private OwnImplementation() {}

    /**
     * Finds an implementation that could not be kept from starting. It takes WebSocket requests before Hawser does, or
     * fails if its own container is not in the attribute.
     *
     * @return the reason why it serves, if there is one
     */
    static Optional<String> active(ServletContext context) {
        for (String name : FILTERS) {
            if (isActive(context.getFilterRegistration(name))) {
                return Optional.of(
                        "its filter \"" + name + "\" was registered before Hawser's web-fragment.xml was read."
                                + " Is web.xml metadata-complete, or is the server embedded with its own implementation"
                                + " switched on?");
            }
        }
        return ofCasting(context.getAttribute(ContextAttributes.CONTAINER));
    }

    private static boolean isActive(FilterRegistration registration) {
        return registration != null && !Reserved.class.getName().equals(registration.getClassName());
    }

    private static Optional<String> ofCasting(Object container) {
        String name = container == null ? "" : container.getClass().getName();
        for (Map.Entry<String, String> known : CASTING.entrySet()) {
            if (name.startsWith(known.getKey())) {
                return Optional.of(known.getValue());
            }
        }
        return Optional.empty();
    }
}
