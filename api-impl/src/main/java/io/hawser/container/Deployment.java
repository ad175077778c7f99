package io.hawser.container;

import io.hawser.endpoint.EndpointDefinition;
import io.hawser.endpoint.PathTable;
import io.hawser.endpoint.PathTable.Match;
import jakarta.websocket.DeploymentException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** What an application has deployed, all or nothing (Jakarta WebSocket 2.2, section 5.2.1). Safe for all threads. */
final class Deployment {

    private static final Logger LOG = System.getLogger(Deployment.class.getPackageName());

    private final String application;
    private final boolean injectionMayCome;
    private final PathTable<DeployedEndpoint> endpoints = new PathTable<>();
    private final Set<Class<?>> annotated = ConcurrentHashMap.newKeySet();
    private final AtomicReference<DeploymentException> failure = new AtomicReference<>();
    private volatile boolean underWay = true;

    /**
     * @param application what errors call the application
     * @param injectionMayCome whether an injection container may begin to run while the deployment is under way, so
     *     that configurators are not made before its end
     */
    Deployment(String application, boolean injectionMayCome) {
        this.application = application;
        this.injectionMayCome = injectionMayCome;
    }

    /** {@return whether an annotated class is new: it is deployed once (Jakarta WebSocket 2.2, section 6.3)} */
    boolean claim(Class<?> endpointClass) throws DeploymentException {
        checkAccepting();
        return annotated.add(endpointClass);
    }

    /** The class was not deployed after all. */
    void disclaim(Class<?> endpointClass) {
        annotated.remove(endpointClass);
    }

    /** Puts an endpoint into service. */
    void add(EndpointDefinition definition) throws DeploymentException {
        boolean added = false;
        try {
            DeployedEndpoint endpoint = DeployedEndpoint.of(definition);
            if (!underWay || !injectionMayCome) {
                definition.complete();
            }
            endpoints.add(definition.path(), endpoint);
            added = true;
        } finally {
            if (!added) {
                definition.release();
            }
        }
        LOG.log(Level.DEBUG, () -> definition + " is deployed in " + application + " at " + definition.path());
    }

    /** Refuses what comes after a failure. */
    void checkAccepting() throws DeploymentException {
        DeploymentException first = failure.get();
        if (first != null) {
            throw new DeploymentException(
                    "The application at " + application + " takes no more endpoints, since its deployment has failed: "
                            + first.getMessage(),
                    first.getCause());
        }
    }

    /** {@return whether an error is the application's end} */
    boolean isUnderWay() {
        return underWay;
    }

    /** Takes everything out of service. {@return whether this is the first error} */
    boolean fail(DeploymentException error) {
        boolean first = failure.compareAndSet(null, error);
        if (first) {
            LOG.log(Level.ERROR, "The application at " + application + " is not deployed: " + told(error));
        }
        return first;
    }

    /** {@return a message with that of its cause, where this one says something of its own} */
    private static String told(DeploymentException error) {
        String message = String.valueOf(error.getMessage());
        Throwable cause = error.getCause();
        boolean repeated = cause == null || message.contains(String.valueOf(cause.getMessage()));
        return repeated ? message : message + " (" + cause + ")";
    }

    /** Nothing is awaited any more: what is needed for handshakes is made. */
    void end() throws DeploymentException {
        checkAccepting();
        if (!underWay) {
            return;
        }
        List<EndpointDefinition> definitions = new ArrayList<>();
        endpoints.forEach((path, endpoint) -> definitions.add(endpoint.definition()));
        for (EndpointDefinition definition : definitions) {
            definition.complete();
        }
        underWay = false;
    }

    /** There will be no more handshakes: configurators are let go. */
    void release() {
        endpoints.forEach((path, endpoint) -> endpoint.definition().release());
    }

    /** {@return the endpoint for a path below the context path} */
    Optional<Match<DeployedEndpoint>> find(String path) {
        return failure.get() == null ? endpoints.find(path) : Optional.empty();
    }

    /** {@return what is in service, by path} */
    Map<String, Class<?>> classes() {
        Map<String, Class<?>> classes = new LinkedHashMap<>();
        if (failure.get() == null) {
            endpoints.forEach((path, endpoint) ->
                    classes.put(path.toString(), endpoint.definition().endpointClass()));
        }
        return classes;
    }
}
