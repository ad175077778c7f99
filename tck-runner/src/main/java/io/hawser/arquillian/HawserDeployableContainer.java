package io.hawser.arquillian;

import io.hawser.standalone.HawserServer;
import io.hawser.standalone.WebApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * Runs a {@link HawserServer} in the JVM of the tests. {@code chat.war} is deployed below {@code /chat}, and
 * {@code ROOT.war} below {@code /}; an injected URL ends with that path and a slash. Tests run as clients.
 */
public final class HawserDeployableContainer implements DeployableContainer<HawserConfiguration> {

    private static final String SUFFIX = ".war";

    private final Map<String, WebApplication> applications = new ConcurrentHashMap<>();
    private final Map<String, jakarta.websocket.DeploymentException> refusals = new ConcurrentHashMap<>();
    private HawserConfiguration configuration;
    private HawserServer server;

    /** Called by Arquillian. */
    public HawserDeployableContainer() {}

    @Override
    public Class<HawserConfiguration> getConfigurationClass() {
        return HawserConfiguration.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    @Override
    public void setup(HawserConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void start() throws LifecycleException {
        try {
            server = HawserServer.builder()
                    .host(configuration.getHost())
                    .port(configuration.getPort())
                    .settings(defaults -> defaults.with(configuration.parsedSettings()))
                    .start();
        } catch (jakarta.websocket.DeploymentException | IOException | IllegalArgumentException e) {
            throw new LifecycleException("the server cannot start: " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
            applications.clear();
            refusals.clear();
        }
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String contextPath = contextPath(archive.getName());
        try {
            applications.put(archive.getName(), deploy(archive, contextPath));
        } catch (jakarta.websocket.DeploymentException e) {
            if (!configuration.isRefusalsRemembered()) {
                throw failure(archive, e);
            }
            refusals.put(archive.getName(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw failure(archive, e);
        }
        URI address = server.httpUri();
        return new ProtocolMetaData()
                .addContext(new HTTPContext(address.getHost(), address.getPort())
                        .add(new Servlet("websocket", contextPath.equals("/") ? "" : contextPath)));
    }

    private WebApplication deploy(Archive<?> archive, String contextPath)
            throws jakarta.websocket.DeploymentException, IOException {
        Path war = Files.createTempFile("hawser-", SUFFIX);
        try {
            archive.as(ZipExporter.class).exportTo(war.toFile(), true);
            return server.deploy(war, contextPath);
        } finally {
            Files.delete(war);
        }
    }

    private static String contextPath(String archive) throws DeploymentException {
        if (!archive.endsWith(SUFFIX)) {
            throw new DeploymentException("Hawser deploys WAR archives, and the name of " + archive
                    + " does not end with " + SUFFIX + ": use ShrinkWrap.create(WebArchive.class)");
        }
        String name = archive.substring(0, archive.length() - SUFFIX.length());
        return name.equals("ROOT") ? "/" : "/" + name;
    }

    private static DeploymentException failure(Archive<?> archive, Exception cause) {
        return new DeploymentException(archive.getName() + " cannot be deployed: " + cause.getMessage(), cause);
    }

    @Override
    public void undeploy(Archive<?> archive) {
        refusals.remove(archive.getName());
        WebApplication application = applications.remove(archive.getName());
        if (application != null) {
            application.close();
        }
    }

    /**
     * Finds an application.
     *
     * @param archive an archive
     * @return the application that it has become; empty where it is not deployed or was refused
     */
    public Optional<WebApplication> application(Archive<?> archive) {
        return Optional.ofNullable(applications.get(archive.getName()));
    }

    /**
     * Says why an application was refused, where the configuration has {@code refusalsRemembered}.
     *
     * @param archive an archive that is deployed as far as Arquillian knows
     * @return what the server has thrown; empty where it took the application
     */
    public Optional<jakarta.websocket.DeploymentException> refusal(Archive<?> archive) {
        return Optional.ofNullable(refusals.get(archive.getName()));
    }
}
