package io.hawser.tck.suite;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
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
 * Adds Hawser to each archive and deploys it into a servlet container or a Jakarta EE server in a separate JVM. The
 * test runs even if an application is refused. Classes run one after the other, with one archive at a time.
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
    private ApplicationServer server;
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
            server = start(Proof.logClasses(directory));
        } catch (IOException e) {
            throw new LifecycleException("the server cannot start: " + e.getMessage(), e);
        }
    }

    private ApplicationServer start(List<String> options) throws IOException {
        if (target.isServletContainer()) {
            return ServerProcess.start(target, directory, options);
        }
        if (Target.Implementation.ofThisRun() == Target.Implementation.ALONE) {
            throw new IllegalArgumentException(target.label() + " always has its own WebSocket implementation");
        }
        return ServiceLoader.load(ServerStarter.class).findFirst().orElseThrow().start(target, directory, options);
    }

    @Override
    public void stop() throws LifecycleException {
        try {
            if (server != null) {
                server.close();
            }
            delete(temporary);
        } catch (IOException e) {
            throw new LifecycleException("the server does not end: " + e.getMessage(), e);
        }
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String contextPath = contextPath(archive);
        try {
            int begin = server.log().length();
            Path war = temporary.resolve("application.war");
            WebArchive application = archive.as(WebArchive.class);
            libraries.addTo(application);
            target.packages().forEach(application::addPackage);
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
    public void undeploy(Archive<?> archive) throws DeploymentException {
        try {
            if (refusal.isEmpty()) {
                server.undeploy(contextPath(archive));
            }
        } catch (IOException e) {
            throw new DeploymentException(archive.getName() + " cannot be undeployed: " + e.getMessage(), e);
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
