package io.hawser.servlet;

import io.hawser.container.Upgrade;
import io.hawser.session.Connection;
import io.hawser.session.Setting;
import io.hawser.session.Transport;
import io.hawser.session.TransportFacts;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;

/**
 * A handshake that has succeeded, and whose connection is still the container's.
 *
 * @param application whose connection it will be
 * @param facts what is known of it
 * @param encrypted whether the container speaks TLS on it, whatever a proxy before it does
 * @param httpSession the session of the request, or {@code null}
 * @param opening opens the connection
 * @param contexts those of the server around the connection's events: runs what it is given at once
 * @param beforeBegin what the container needs before it lets the connection be carried
 */
record AgreedUpgrade(
        ServletApplication application,
        TransportFacts facts,
        boolean encrypted,
        HttpSession httpSession,
        Upgrade.Opening opening,
        Executor contexts,
        Runnable beforeBegin) {

    private static final Logger LOG = System.getLogger(AgreedUpgrade.class.getPackageName());

    /** {@return what carries the connection from now on} */
    ServletTransport begin(WebConnection web) throws IOException {
        beforeBegin.run();
        ServletTransport transport = new ServletTransport(application, facts, encrypted, contexts, web);
        transport.begin(this::open);
        return transport;
    }

    private Connection open(Transport transport) {
        HttpSessions sessions = application.httpSessions();
        HttpSessions.Membership membership = sessions.membership(
                httpSession, facts.principal(), opening.settings().word(Setting.CLOSE_WITH_HTTP_SESSION));
        Connection connection = opening.open(transport, membership::end);
        membership.begin(connection);
        application.connectionBegins();
        return connection;
    }

    /** The container has lost the connection before it was there. */
    void abandon() {
        opening.abandon();
    }

    /** The container does not let the connection be carried. */
    void failed(WebConnection web, Exception cause) {
        LOG.log(Level.WARNING, facts.id() + " is lost: the servlet container cannot carry it", cause);
        opening.abandon();
        try {
            web.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, () -> facts.id() + " was not closed: " + e);
        }
    }
}
