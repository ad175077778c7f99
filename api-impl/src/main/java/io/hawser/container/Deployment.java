package io.hawser.container;

import io.hawser.endpoint.EndpointDefinition;
import io.hawser.endpoint.PathTable;
import io.hawser.endpoint.PathTable.Match;
import io.hawser.log.Log;
import jakarta.websocket.DeploymentException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The deployed endpoints of an application, all or none (Jakarta WebSocket 2.2, section 5.2.1). Safe for all threads.
 */
final class Deployment {

    private static final Log LOG = Log.of(Deployment.class);

    private final String application;
    private final boolean injectionMayCome;
    private final PathTable<DeployedEndpoint> endpoints = new PathTable<>();
    private final Set<Class<?>> annotated = ConcurrentHashMap.newKeySet();
    private final AtomicReference<DeploymentException> failure = new AtomicReference<>();
    private volatile boolean underWay = true;

    /**
     * @param application the name of the application in error messages
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

    /** Removes a class that was claimed and not deployed. */
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

    /** Throws an exception if the deployment has failed. */
    void checkAccepting() throws DeploymentException {
        DeploymentException first = failure.get();
        if (first != null) {
            throw new DeploymentException(
                    "The application at " + application
                            + " accepts no further endpoints, since its deployment has failed: " + first.getMessage(),
                    first.getCause());
        }
    }

    /** {@return whether the deployment phase lasts, in which an error ends the application} */
    boolean isUnderWay() {
        return underWay;
    }

    /** {@return whether this is the first error} Takes all endpoints out of service. */
    boolean fail(DeploymentException error) {
        boolean first = failure.compareAndSet(null, error);
        if (first) {
            LOG.log(Level.ERROR, "The application at " + application + " is not deployed: " + told(error));
        }
        return first;
    }

    /** {@return the message, followed by the cause unless the message contains the message of the cause} */
    private static String told(DeploymentException error) {
        String message = String.valueOf(error.getMessage());
        Throwable cause = error.getCause();
        boolean repeated = cause == null || message.contains(String.valueOf(cause.getMessage()));
        return repeated ? message : message + " (" + cause + ")";
    }

    /** Ends the deployment phase: makes the objects that handshakes need. */
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

    /** Releases the configurators, since there will be no more handshakes. */
    void release() {
        endpoints.forEach((path, endpoint) -> endpoint.definition().release());
    }

    /** {@return the endpoint for a path below the context path} */
    Optional<Match<DeployedEndpoint>> find(String path) {
        return failure.get() == null ? endpoints.find(path) : Optional.empty();
    }

    /** {@return the classes in service, by path} */
    Map<String, Class<?>> classes() {
        Map<String, Class<?>> classes = new LinkedHashMap<>();
        if (failure.get() == null) {
            endpoints.forEach((path, endpoint) ->
                    classes.put(path.toString(), endpoint.definition().endpointClass()));
        }
        return classes;
    }
}
