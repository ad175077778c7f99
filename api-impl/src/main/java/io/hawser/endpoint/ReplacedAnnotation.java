package io.hawser.endpoint;

import io.hawser.log.Log;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reports the values of an endpoint's annotation that do not count, since a configuration takes its place. */
final class ReplacedAnnotation {

    private static final Log LOG = Log.of(ReplacedAnnotation.class);

    private final List<String> lost = new ArrayList<>();

    private ReplacedAnnotation() {}

    /** Warns if an endpoint that is deployed with a configuration has an annotation with other values. */
    static void warn(Class<?> endpointClass, ServerEndpointConfig config) {
        ServerEndpoint annotation = endpointClass.getDeclaredAnnotation(ServerEndpoint.class);
        if (annotation == null) {
            return;
        }
        ReplacedAnnotation replaced = new ReplacedAnnotation();
        replaced.configurator(
                annotation.configurator(), ServerEndpointConfig.Configurator.class, config.getConfigurator());
        replaced.list("subprotocols", annotation.subprotocols(), config.getSubprotocols());
        replaced.list("encoders", annotation.encoders(), config.getEncoders());
        replaced.list("decoders", annotation.decoders(), config.getDecoders());
        replaced.warn(endpointClass, "is deployed with a configuration", "@ServerEndpoint");
    }

    /** Does the same for a client, whose class extends {@link jakarta.websocket.Endpoint}. */
    static void warn(Class<?> endpointClass, ClientEndpointConfig config) {
        ClientEndpoint annotation = endpointClass.getDeclaredAnnotation(ClientEndpoint.class);
        if (annotation == null) {
            return;
        }
        ReplacedAnnotation replaced = new ReplacedAnnotation();
        replaced.configurator(
                annotation.configurator(), ClientEndpointConfig.Configurator.class, config.getConfigurator());
        replaced.list("subprotocols", annotation.subprotocols(), config.getPreferredSubprotocols());
        replaced.list("encoders", annotation.encoders(), config.getEncoders());
        replaced.list("decoders", annotation.decoders(), config.getDecoders());
        replaced.warn(endpointClass, "connects with a configuration", "@ClientEndpoint");
    }

    private void configurator(Class<?> annotated, Class<?> none, Object configured) {
        if (annotated != none && !annotated.isInstance(configured)) {
            lost.add("configurator = " + annotated.getName());
        }
    }

    private void list(String what, Object[] annotated, List<?> configured) {
        List<?> missing = Arrays.stream(annotated)
                .filter(element -> !configured.contains(element))
                .map(element -> element instanceof Class<?> type ? type.getName() : element.toString())
                .toList();
        if (!missing.isEmpty()) {
            lost.add(what + " = " + missing);
        }
    }

    private void warn(Class<?> endpointClass, String how, String annotation) {
        if (!lost.isEmpty()) {
            Warnings.once(
                    LOG,
                    endpointClass,
                    "The endpoint class " + endpointClass.getName() + " " + how + ", which replaces what its "
                            + annotation + " says. This has no effect: " + String.join(", ", lost)
                            + ". Write it into the configuration as well");
        }
    }
}
