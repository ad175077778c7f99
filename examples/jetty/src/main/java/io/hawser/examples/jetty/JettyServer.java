package io.hawser.examples.jetty;

import io.hawser.examples.server.ExplodedWar;
import io.hawser.examples.server.ServletServer;
import io.hawser.examples.server.User;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.eclipse.jetty.util.security.Credential;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Jetty, embedded: with JNDI, without JSP. */
public final class JettyServer implements ServletServer {

    private final Server server = new Server();
    private final ContextHandlerCollection contexts = new ContextHandlerCollection(true);
    private final Map<String, Application> applications = new HashMap<>();
    private ServerConnector connector;
    private HashLoginService logins;

    private record Application(WebAppContext context, ExplodedWar war) {}

    /** Does not listen yet. */
    public JettyServer() {}

    @Override
    public int start(int port) throws Exception {
        connector = new ServerConnector(server);
        connector.setHost("localhost");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(contexts);
        server.setDefaultHandler(new DefaultHandler(false, false));
        logins = logins();
        server.addBean(logins);
        server.start();
        return connector.getLocalPort();
    }

    @Override
    public int startSecure(int port, Path keyStore, String password) throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keyStore.toString());
        tls.setKeyStorePassword(password);
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecureRequestCustomizer());
        ServerConnector secure = new ServerConnector(server, tls, new HttpConnectionFactory(http));
        secure.setHost("localhost");
        secure.setPort(port);
        server.addConnector(secure);
        server.manage(secure);
        secure.start();
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setSecurePort(secure.getLocalPort());
        return secure.getLocalPort();
    }

    private static HashLoginService logins() {
        UserStore users = new UserStore();
        for (User user : User.ALL) {
            users.addUser(user.name(), Credential.getCredential(user.password()), new String[] {user.role()});
        }
        HashLoginService logins = new HashLoginService();
        logins.setUserStore(users);
        return logins;
    }

    @Override
    public void deploy(String contextPath, Path war) throws Exception {
        if (applications.containsKey(contextPath)) {
            throw new IllegalStateException("there is an application at " + contextPath);
        }
        ExplodedWar exploded = ExplodedWar.of(war);
        WebAppContext context = new WebAppContext(exploded.directory().toString(), contextPath);
        context.setThrowUnavailableOnStartupException(true);
        context.getSecurityHandler().setLoginService(logins);
        Application application = new Application(context, exploded);
        try {
            contexts.addHandler(context);
            // Else the server does not know it, and tells its listeners of no change of a session's id.
            contexts.manage(context);
            context.start();
            applications.put(contextPath, application);
        } catch (Throwable e) {
            remove(application);
            throw new IllegalStateException(contextPath + " does not start", e);
        }
    }

    @Override
    public void undeploy(String contextPath) throws Exception {
        Application application = applications.remove(contextPath);
        if (application == null) {
            throw new IllegalStateException("there is no application at " + contextPath);
        }
        remove(application);
    }

    private void remove(Application application) throws Exception {
        try {
            application.context().stop();
        } finally {
            contexts.removeHandler(application.context());
            application.context().destroy();
            application.war().close();
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not stop", e);
        } finally {
            applications.values().forEach(application -> application.war().close());
            applications.clear();
        }
    }
}
