package io.hawser.servlet;

import io.hawser.log.Log;
import io.hawser.servlet.transport.ConnectionGroup;
import io.hawser.servlet.transport.ServletTransport;
import io.hawser.transport.ConnectionHandle;
import io.hawser.transport.Transport;
import io.hawser.transport.TransportFacts;
import io.hawser.transport.Upgrade;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;

/**
 * A handshake that has succeeded. Its connection still belongs to the container.
 *
 * @param connections the group to which the connection will belong
 * @param facts the facts of the connection
 * @param encrypted whether the container itself speaks TLS on the connection; a proxy before it does not count
 * @param membership the connection's membership in the HTTP session of the request
 * @param opening opens the connection
 * @param contexts the server's contexts for the connection's events: runs a given task at once
 * @param beforeBegin prepares the connection on the container's side
 */
record AgreedUpgrade(
        ConnectionGroup connections,
        TransportFacts facts,
        boolean encrypted,
        HttpSessions.Membership membership,
        Upgrade.Opening opening,
        Executor contexts,
        Runnable beforeBegin) {

    private static final Log LOG = Log.of(AgreedUpgrade.class);

    /** {@return the transport of the connection, which has begun} */
    ServletTransport begin(WebConnection web) throws IOException {
        beforeBegin.run();
        ServletTransport transport = new ServletTransport(connections, facts, encrypted, contexts, web);
        transport.begin(this::open);
        return transport;
    }

    private ConnectionHandle open(Transport transport) {
        ConnectionHandle connection = opening.open(transport, membership::end);
        membership.begin(connection);
        connections.wake();
        return connection;
    }

    /** Abandons the handshake: the container has lost the connection before it began. */
    void abandon() {
        opening.abandon();
    }

    /** Closes a connection that cannot begin. */
    void failed(WebConnection web, Exception cause) {
        if (connections.hasEnded()) {
            LOG.log(Level.DEBUG, () -> facts.id() + " is closed: " + cause.getMessage());
        } else {
            LOG.bounded(
                    Level.WARNING,
                    "cannot be carried",
                    () -> facts.id() + " is lost: the upgraded connection of the servlet container cannot be used",
                    cause);
        }
        opening.abandon();
        try {
            web.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, () -> facts.id() + " was not closed: " + e);
        }
    }
}
