package io.hawser.servlet;

import io.hawser.servlet.transport.Closing;
import io.hawser.servlet.transport.ServletTransport;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;

/**
 * Takes over a connection from the servlet container, which creates the instance (Servlet 6.0,
 * {@link jakarta.servlet.http.HttpServletRequest#upgrade}). Most containers call {@link #init} after the request is
 * done; some call it within {@code upgrade}. So the result of the handshake and the connection come in either order.
 * Only containers use this class.
 */
public final class HawserUpgradeHandler implements HttpUpgradeHandler {

    private AgreedUpgrade agreed;
    private WebConnection web;
    private ServletTransport transport;
    private boolean destroyed;
    private boolean abandoned;

    /** Called by the container. */
    public HawserUpgradeHandler() {}

    /** Sets the handshake for which the connection is used. */
    void begin(AgreedUpgrade upgrade) {
        synchronized (this) {
            agreed = upgrade;
        }
        meet();
    }

    @Override
    public void init(WebConnection connection) {
        synchronized (this) {
            web = connection;
        }
        meet();
        closeIfAbandoned();
    }

    /** Abandons the connection. It is closed if the container has begun it or still begins it. */
    void abandon() {
        synchronized (this) {
            abandoned = true;
        }
        closeIfAbandoned();
    }

    private void closeIfAbandoned() {
        WebConnection connection;
        synchronized (this) {
            if (!abandoned || web == null) {
                return;
            }
            connection = web;
            web = null;
        }
        Closing.quietly(connection, "a connection whose handshake was not answered");
    }

    private void meet() {
        AgreedUpgrade upgrade;
        WebConnection connection;
        synchronized (this) {
            if (agreed == null || web == null && !destroyed) {
                return;
            }
            upgrade = agreed;
            connection = web;
            agreed = null;
            web = null;
        }
        if (connection == null) {
            upgrade.abandon();
            return;
        }
        try {
            ServletTransport begun = upgrade.begin(connection);
            boolean late;
            synchronized (this) {
                transport = begun;
                late = destroyed;
            }
            if (late) {
                destroy();
            }
        } catch (IOException | RuntimeException e) {
            upgrade.failed(connection, e);
        }
    }

    /** Called by the container when the connection has ended, on either side. */
    @Override
    public void destroy() {
        ServletTransport begun;
        synchronized (this) {
            destroyed = true;
            begun = transport;
            transport = null;
        }
        if (begun == null) {
            meet();
        } else {
            begun.lost(new IOException("the servlet container has ended the connection"));
        }
    }
}
