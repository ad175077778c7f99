package io.hawser.examples.tomcat;

import io.hawser.examples.server.ExplodedWar;
import io.hawser.examples.server.ServletServer;
import io.hawser.examples.server.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** Tomcat, embedded: with JNDI, without JSP. */
public final class TomcatServer implements ServletServer {

    private final Tomcat tomcat = new Tomcat();
    private final Map<String, ExplodedWar> applications = new HashMap<>();
    private ExplodedWar base;

    /** Does not listen yet. */
    public TomcatServer() {}

    @Override
    public int start(int port) throws IOException, LifecycleException {
        base = new ExplodedWar(Files.createTempDirectory("hawser-tomcat-"), true);
        Files.createDirectory(base.directory().resolve("webapps"));
        tomcat.setBaseDir(base.directory().toString());
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "localhost");
        tomcat.getConnector().setThrowOnFailure(true); // else it starts without a port
        // Else that of the system, which has no Tomcat where Maven runs this. The host is made now, too late for the
        // server's start otherwise.
        tomcat.getHost().setParentClassLoader(TomcatServer.class.getClassLoader());
        tomcat.enableNaming();
        for (User user : User.ALL) {
            tomcat.addUser(user.name(), user.password());
            tomcat.addRole(user.name(), user.role());
        }
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public int startSecure(int port, Path keyStore, String password) {
        SSLHostConfig tls = new SSLHostConfig();
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystoreFile(keyStore.toString());
        certificate.setCertificateKeystorePassword(password);
        certificate.setCertificateKeystoreType("PKCS12");
        tls.addCertificate(certificate);
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", "localhost");
        connector.setProperty("SSLEnabled", "true");
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setThrowOnFailure(true);
        connector.addSslHostConfig(tls);
        tomcat.getService().addConnector(connector); // which starts it
        tomcat.getConnector().setRedirectPort(connector.getLocalPort());
        return connector.getLocalPort();
    }

    @Override
    public void deploy(String contextPath, Path war) throws IOException {
        if (applications.containsKey(contextPath)) {
            throw new IllegalStateException("there is an application at " + contextPath);
        }
        ExplodedWar application = ExplodedWar.of(war);
        Context context = context(contextPath, application.directory());
        try (StartErrors errors = new StartErrors()) {
            start(context, errors);
            applications.put(contextPath, application);
        } catch (IllegalStateException e) {
            tomcat.getHost().removeChild(context);
            application.close();
            throw e;
        }
    }

    private void start(Context context, StartErrors errors) {
        try {
            tomcat.getHost().addChild(context);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw errors.of(context.getBaseName(), e);
        }
        if (!context.getState().isAvailable()) {
            throw errors.of(context.getBaseName(), null);
        }
    }

    private Context context(String contextPath, Path directory) throws IOException {
        StandardContext context = new StandardContext();
        String path = tomcatPath(contextPath);
        context.setName(path);
        context.setPath(path);
        context.setDocBase(directory.toString());
        Path own = directory.resolve("META-INF/context.xml");
        if (Files.exists(own)) {
            context.setConfigFile(own.toUri().toURL());
        }
        context.addLifecycleListener(TomcatServer::addDefaults);
        ContextConfig config = new ContextConfig();
        config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
        context.addLifecycleListener(config);
        // The server's own class path has no application's classes.
        StandardJarScanner scanner = new StandardJarScanner();
        scanner.setScanClassPath(false);
        context.setJarScanner(scanner);
        return context;
    }

    /** Those of Tomcat name the JSP servlet, which is not here. */
    private static void addDefaults(LifecycleEvent event) {
        if (event.getType().equals(Lifecycle.BEFORE_START_EVENT)) {
            Context context = (Context) event.getLifecycle();
            Wrapper files = Tomcat.addServlet(context, "default", new DefaultServlet());
            files.setLoadOnStartup(1);
            files.setOverridable(true);
            files.addMapping("/");
            context.addWelcomeFile("index.html");
            Tomcat.addDefaultMimeTypeMappings(context);
        }
    }

    private static String tomcatPath(String contextPath) {
        return contextPath.equals("/") ? "" : contextPath;
    }

    @Override
    public void undeploy(String contextPath) {
        ExplodedWar application = applications.remove(contextPath);
        if (application == null) {
            throw new IllegalStateException("there is no application at " + contextPath);
        }
        tomcat.getHost().removeChild(tomcat.getHost().findChild(tomcatPath(contextPath)));
        application.close();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat does not stop", e);
        } finally {
            applications.values().forEach(ExplodedWar::close);
            applications.clear();
            if (base != null) {
                base.close();
            }
        }
    }
}
