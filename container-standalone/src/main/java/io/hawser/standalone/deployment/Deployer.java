package io.hawser.standalone.deployment;

import io.hawser.Settings;
import io.hawser.container.Archive;
import io.hawser.container.HawserServerContainer;
import io.hawser.container.Selection;
import io.hawser.session.memory.Budget;
import io.hawser.standalone.files.StaticFiles;
import io.hawser.standalone.files.StaticSite;
import io.hawser.transport.Connector;
import io.hawser.transport.ConnectorProvider;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Creates applications. Each has a container, and its endpoints are deployed together.
 *
 * @param settings the settings of the containers
 * @param connector opens outgoing connections
 * @param budget the memory budget of all connections
 * @param clients gives each application from a WAR file a separate client container
 */
public record Deployer(Settings settings, Connector connector, Budget budget, ConnectorProvider clients) {

    /** Adds the endpoints of an application to its container. */
    @FunctionalInterface
    public interface Content {
        /**
         * Adds the endpoints.
         *
         * @param container the container
         * @throws DeploymentException if one of them cannot be deployed
         */
        void addTo(HawserServerContainer container) throws DeploymentException;
    }

    /**
     * Creates the server's own application.
     *
     * @param contextPath the context path
     * @param files the static files
     * @param content adds the endpoints
     * @return the application
     * @throws DeploymentException if an endpoint cannot be deployed
     */
    public Application own(String contextPath, StaticFiles files, Content content) throws DeploymentException {
        HawserServerContainer container = new HawserServerContainer(settings, contextPath, connector, null, budget);
        fill(container, content);
        return new Application(
                contextPath,
                container,
                new StaticSite(contextPath, files),
                Thread.currentThread().getContextClassLoader(),
                Application.Resources.NONE);
    }

    /**
     * Creates an application of classes, whose code runs with the context class loader of the calling thread.
     *
     * @param classes the classes
     * @param contextPath the context path
     * @return the application
     * @throws DeploymentException if an endpoint cannot be deployed
     */
    public Application of(Collection<Class<?>> classes, String contextPath) throws DeploymentException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        HawserServerContainer container = new HawserServerContainer(settings, contextPath, connector, loader, budget);
        fill(container, filled -> deploy(List.of(Archive.of(classes)), filled));
        return new Application(
                contextPath,
                container,
                new StaticSite(contextPath, StaticFiles.NONE),
                loader,
                Application.Resources.NONE);
    }

    /**
     * Creates the application in a WAR file or a directory.
     *
     * @param file the file or the directory
     * @param contextPath the context path
     * @return the application
     * @throws DeploymentException if an endpoint cannot be deployed
     * @throws IOException if the files cannot be read
     */
    public Application of(Path file, String contextPath) throws DeploymentException, IOException {
        War war = War.open(file);
        try {
            WarClassLoader loader = war.classLoader(contextPath, Deployer.class.getClassLoader());
            clients.beginShared(loader);
            try {
                return of(war, loader, contextPath);
            } catch (DeploymentException | IOException | RuntimeException | Error e) {
                end(loader);
                throw e;
            }
        } catch (DeploymentException | IOException | RuntimeException | Error e) {
            war.close();
            throw e;
        }
    }

    private Application of(War war, WarClassLoader loader, String contextPath) throws DeploymentException, IOException {
        HawserServerContainer container = new HawserServerContainer(settings, contextPath, connector, loader, budget);
        List<Path> classPath = war.classPath();
        StaticFiles files = StaticFiles.below(war.directory(), path -> !War.isPrivate(path));
        fill(container, filled -> deploy(EndpointScan.classPath(classPath, loader), filled));
        return new Application(
                contextPath, container, new StaticSite(contextPath, files), loader, () -> close(war, loader));
    }

    private void close(War war, WarClassLoader loader) throws IOException {
        try {
            end(loader);
        } finally {
            war.close();
        }
    }

    private void end(WarClassLoader loader) throws IOException {
        clients.endShared(loader);
        loader.close();
    }

    private static void deploy(Collection<Archive> archives, HawserServerContainer container)
            throws DeploymentException {
        container.inContext(() -> Selection.of(archives)).deployTo(container);
    }

    private static void fill(HawserServerContainer container, Content content) throws DeploymentException {
        try {
            content.addTo(container);
            container.endDeployment();
        } catch (DeploymentException e) {
            container.failDeployment(e);
            throw e;
        } catch (RuntimeException | Error e) {
            container.shutdown();
            throw e;
        }
    }
}
