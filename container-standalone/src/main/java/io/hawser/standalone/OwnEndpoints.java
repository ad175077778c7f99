package io.hawser.standalone;

import io.hawser.container.Archive;
import io.hawser.container.HawserServerContainer;
import io.hawser.container.Selection;
import io.hawser.log.Log;
import io.hawser.standalone.deployment.EndpointScan;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The endpoints of a server's own application, which its builder collects. */
final class OwnEndpoints {

    private static final Log LOG = Log.of(OwnEndpoints.class);

    private final List<Class<?>> classes = new ArrayList<>();
    private final List<String> classNames = new ArrayList<>();
    private final List<ServerEndpointConfig> configs = new ArrayList<>();
    /** The packages to scan: {@code null} for no scan, empty for the whole class path. */
    private Set<String> scanned;

    void add(Class<?> endpointClass) {
        classes.add(endpointClass);
    }

    void add(ServerEndpointConfig config) {
        configs.add(config);
    }

    void add(String className) {
        classNames.add(className);
    }

    void scan(Collection<String> packages) {
        scanned = scanned == null ? new LinkedHashSet<>() : scanned;
        scanned.addAll(packages);
    }

    /** Deploys the endpoints, with the context class loader of the calling thread. */
    void deployTo(HawserServerContainer container) throws DeploymentException {
        for (Class<?> endpoint : classes) {
            container.addEndpoint(endpoint);
        }
        for (ServerEndpointConfig endpoint : configs) {
            container.addEndpoint(endpoint);
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Selection.of(List.of(Archive.ofNames(classNames, loader))).deployTo(container);
        if (scanned != null) {
            Selection found = Selection.of(EndpointScan.packages(scanned, loader));
            if (found.isEmpty()) {
                String where = scanned.isEmpty() ? "on the class path" : "in the packages " + scanned;
                LOG.log(Level.WARNING, "the scan has found no public annotated class to deploy " + where);
            }
            found.deployTo(container);
        }
    }
}
