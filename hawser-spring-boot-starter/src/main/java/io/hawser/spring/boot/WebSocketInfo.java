package io.hawser.spring.boot;

import io.hawser.container.HawserServerContainer;
import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerContainer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Adds to the actuator's information which implementation serves WebSocket. If this is Hawser, the version, the paths
 * of the endpoints and the number of open sessions are there too.
 */
final class WebSocketInfo implements InfoContributor {

    private final ServletContext context;
    private final ObjectProvider<HandlerPaths> handlers;

    WebSocketInfo(ServletContext context, ObjectProvider<HandlerPaths> handlers) {
        this.context = context;
        this.handlers = handlers;
    }

    @Override
    public void contribute(Info.Builder builder) {
        Object container = context.getAttribute(ServerContainer.class.getName());
        if (container instanceof HawserServerContainer hawser) {
            builder.withDetail("websocket", details(hawser));
        } else if (container != null) {
            builder.withDetail(
                    "websocket", Map.of("implementation", container.getClass().getName()));
        }
    }

    private Map<String, Object> details(HawserServerContainer container) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("implementation", "Hawser");
        String version = HawserServerContainer.class.getPackage().getImplementationVersion();
        if (version != null) {
            details.put("version", version);
        }
        details.put(
                "endpoints",
                Stream.concat(
                                container.endpoints().keySet().stream(),
                                handlers.stream().flatMap(HandlerPaths::all))
                        .sorted()
                        .toList());
        details.put("openSessions", container.openSessions());
        return details;
    }
}
