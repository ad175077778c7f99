package io.hawser.standalone;

import io.hawser.container.Archive;
import io.hawser.container.Connector;
import io.hawser.container.HawserServerContainer;
import io.hawser.container.Selection;
import io.hawser.session.Settings;
import io.hawser.standalone.deployment.EndpointScan;
import io.hawser.standalone.deployment.War;
import io.hawser.standalone.deployment.WarClassLoader;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Makes applications: a container, filled in one go.
 *
 * @param settings what connections start with
 * @param connector opens outgoing connections
 */
record Deployer(Settings settings, Connector connector) {

    /** Adds the endpoints of an application to its container. */
    @FunctionalInterface
    interface Content {
        void addTo(HawserServerContainer container) throws DeploymentException;
    }

    /** {@return the application that the builder describes} */
    Application own(String contextPath, StaticFiles files, Content content) throws DeploymentException {
        HawserServerContainer container = new HawserServerContainer(settings, contextPath, connector);
        fill(container, content);
        return new Application(
                contextPath,
                container,
                new StaticSite(contextPath, files),
                Thread.currentThread().getContextClassLoader(),
                Application.Resources.NONE);
    }

    /** {@return an application of classes that are loaded} */
    Application of(Collection<Class<?>> classes, String contextPath) throws DeploymentException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        HawserServerContainer container = new HawserServerContainer(settings, contextPath, connector, loader);
        fill(container, filled -> deploy(List.of(Archive.of(classes)), filled));
        return new Application(
                contextPath,
                container,
                new StaticSite(contextPath, StaticFiles.NONE),
                loader,
                Application.Resources.NONE);
    }

    /** {@return the application in a WAR file or a directory} */
    Application of(Path file, String contextPath) throws DeploymentException, IOException {
        War war = War.open(file);
        try {
            WarClassLoader loader = war.classLoader(contextPath, HawserServer.class.getClassLoader());
            try {
                return of(war, loader, contextPath);
            } catch (DeploymentException | IOException | RuntimeException | Error e) {
                loader.close();
                throw e;
            }
        } catch (DeploymentException | IOException | RuntimeException | Error e) {
            war.close();
            throw e;
        }
    }

    private Application of(War war, WarClassLoader loader, String contextPath) throws DeploymentException, IOException {
        HawserServerContainer container = new HawserServerContainer(settings, contextPath, connector, loader);
        List<Path> classPath = war.classPath();
        StaticFiles files = StaticFiles.below(war.directory(), path -> !War.isPrivate(path));
        fill(container, filled -> deploy(EndpointScan.classPath(classPath, loader), filled));
        return new Application(
                contextPath, container, new StaticSite(contextPath, files), loader, () -> close(war, loader));
    }

    private static void close(War war, WarClassLoader loader) throws IOException {
        try {
            loader.close();
        } finally {
            war.close();
        }
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
