package io.hawser.tck.suite;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Adds Hawser to each archive and deploys it into a servlet container in a separate JVM. The test runs even if an
 * application is refused. Classes run one after the other, with one archive at a time.
 */
public final class ServletContainer implements DeployableContainer<ServletContainer.Nothing> {

    /** This container needs no configuration in {@code arquillian.xml}, which has that of the standalone server. */
    public static final class Nothing implements ContainerConfiguration {

        private boolean refusalsRemembered;

        @Override
        public void validate() {
            // Any value is accepted.
        }

        public boolean isRefusalsRemembered() {
            return refusalsRemembered;
        }

        public void setRefusalsRemembered(boolean refusalsRemembered) {
            this.refusalsRemembered = refusalsRemembered;
        }
    }

    private final Target target = Target.ofThisRun();
    private Path directory;
    private Path temporary;
    private Libraries libraries;
    private ServerProcess server;
    private Optional<String> refusal = Optional.empty();
    private Optional<String> refusalInLog = Optional.empty();

    @Override
    public Class<Nothing> getConfigurationClass() {
        return Nothing.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    @Override
    public void setup(Nothing configuration) {
        directory = Path.of(System.getProperty("tck.directory"));
    }

    @Override
    public void start() throws LifecycleException {
        try {
            temporary = Files.createTempDirectory("hawser-tck-");
            libraries = Libraries.of(target.libraries(), temporary.resolve("lib"));
            server = ServerProcess.start(target, directory);
        } catch (IOException e) {
            throw new LifecycleException("the server cannot start: " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() throws LifecycleException {
        if (server != null) {
            server.close();
        }
        try {
            delete(temporary);
        } catch (IOException e) {
            throw new LifecycleException(temporary + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String contextPath = contextPath(archive);
        try {
            long begin = server.logLength();
            Path war = temporary.resolve("application.war");
            libraries.addTo(archive.as(WebArchive.class));
            archive.as(ZipExporter.class).exportTo(war.toFile(), true);
            refusal = server.deploy(contextPath, war);
            refusalInLog = server.refusalInLog(begin);
        } catch (IOException e) {
            throw new DeploymentException(archive.getName() + " cannot be deployed: " + e.getMessage(), e);
        }
        URI address = server.address();
        return new ProtocolMetaData()
                .addContext(new HTTPContext(address.getHost(), address.getPort())
                        .add(new Servlet("websocket", contextPath)));
    }

    private static String contextPath(Archive<?> archive) {
        return "/" + archive.getName().replaceFirst("\\.war$", "");
    }

    @Override
    public void undeploy(Archive<?> archive) {
        if (refusal.isEmpty()) {
            server.undeploy(contextPath(archive));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** {@return the reason why the server has refused the last application; empty if it has not} */
    Optional<String> refusal() {
        return refusal;
    }

    /**
     * {@return the reason why one of its endpoints was refused, even if the application has swallowed the exception}
     */
    Optional<String> refusalInLog() {
        return refusalInLog;
    }
}
