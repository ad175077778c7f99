package io.hawser.servlet;

import io.hawser.container.HawserServerContainer;
import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.log.Log;
import io.hawser.servlet.quirks.JettyStop;
import io.hawser.servlet.quirks.ServerQuirks;
import io.hawser.servlet.quirks.Servers;
import io.hawser.servlet.transport.ConnectionGroup;
import io.hawser.transport.HttpUpgrades;
import io.hawser.transport.TransportFacts;
import io.hawser.transport.Upgrade;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Answers opening handshakes on servlet requests. */
final class Upgrades implements HttpUpgrades {

    private static final Log LOG = Log.of(Upgrades.class);
    private static final String TOO_LATE =
            "the handshake cannot be answered: a filter or a servlet has committed the response before";

    private final Supplier<HawserServerContainer> container;
    private final ConnectionGroup connections;
    private final HttpSessions httpSessions;
    private final ServerContexts contexts;
    private final JettyStop jettyStop;

    /**
     * Creates an object that answers the handshakes of an application.
     *
     * @param container returns the container of the application's endpoints; called at each handshake, since the
     *     container is created after this object
     * @param connections the connections of the application
     * @param httpSessions the HTTP sessions of the application
     * @param contexts the contexts of the server
     * @param jettyStop ends the application with the server
     */
    Upgrades(
            Supplier<HawserServerContainer> container,
            ConnectionGroup connections,
            HttpSessions httpSessions,
            ServerContexts contexts,
            JettyStop jettyStop) {
        this.container = container;
        this.connections = connections;
        this.httpSessions = httpSessions;
        this.contexts = contexts;
        this.jettyStop = jettyStop;
    }

    /**
     * Answers a request for an endpoint that is deployed.
     *
     * @return whether there is an endpoint; if not, nothing was done
     */
    boolean answer(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        String path = ServletRequests.path(request);
        if (ServletRequests.isRelative(path)) {
            return false;
        }
        Asked asked = Asked.of(request);
        Optional<Upgrade> upgrade = container.get().upgrade(asked.copy(), path, asked.facts(), asked.context());
        asked.context().end();
        if (upgrade.isEmpty()) {
            return false;
        }
        if (response.isCommitted()) {
            abandon(upgrade.get());
            LOG.bounded(Level.WARNING, TOO_LATE, () -> asked.facts().id() + ": " + TOO_LATE);
        } else {
            answer(upgrade.get(), asked, request, response);
        }
        return true;
    }

    @Override
    public void upgrade(
            Object request, Object response, ServerEndpointConfig config, Map<String, String> pathParameters)
            throws IOException, DeploymentException {
        if (!(request instanceof HttpServletRequest httpRequest)
                || !(response instanceof HttpServletResponse httpResponse)) {
            throw new IllegalArgumentException("upgradeHttpToWebSocket takes an HttpServletRequest and an"
                    + " HttpServletResponse, not " + request.getClass().getName() + " and "
                    + response.getClass().getName());
        }
        Asked asked = Asked.of(httpRequest);
        Upgrade upgrade = container.get().upgrade(asked.copy(), asked.facts(), asked.context(), config, pathParameters);
        asked.context().end();
        if (httpResponse.isCommitted()) {
            abandon(upgrade);
            throw new IOException(TOO_LATE);
        }
        try {
            answer(upgrade, asked, httpRequest, httpResponse);
        } catch (ServletException e) {
            throw new IOException("the servlet container does not upgrade the request", e);
        }
    }

    private static void abandon(Upgrade upgrade) {
        if (upgrade instanceof Upgrade.Accepted accepted) {
            accepted.opening().abandon();
        }
    }

    private void answer(Upgrade upgrade, Asked asked, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (upgrade instanceof Upgrade.Accepted accepted) {
            accept(accepted, asked, request, response);
        } else {
            refuse(upgrade.response(), response);
            if (Log.isCounting()) {
                // The log may only count the refusal, and no connection starts the ticker that reports the number.
                connections.wake();
            }
        }
    }

    private static void refuse(UpgradeResponse answer, HttpServletResponse response) throws IOException {
        // A filter may have begun its own answer.
        response.resetBuffer();
        write(answer, response);
        if (answer.body().length > 0) {
            try {
                response.getOutputStream().write(answer.body());
            } catch (IllegalStateException e) {
                // A filter has requested the writer, or shows its own.
                response.getWriter().write(new String(answer.body(), StandardCharsets.UTF_8));
            }
        }
    }

    private void accept(
            Upgrade.Accepted accepted, Asked asked, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        ServerQuirks quirks = Servers.of(request, connections.quirks());
        AgreedUpgrade agreed = new AgreedUpgrade(
                connections,
                asked.facts(),
                asked.encrypted(),
                httpSessions.membership(
                        asked.context().httpSession(),
                        asked.facts().principal(),
                        accepted.opening().settings().closeWithHttpSession()),
                accepted.opening(),
                contexts(accepted, asked, request),
                quirks.whenConnectionBegins(request));
        HawserUpgradeHandler handler = null;
        boolean answered = false;
        try {
            response.resetBuffer();
            // Some containers need the status and the header fields before the upgrade.
            write(accepted.response(), response);
            quirks.beforeUpgrade(request, response, jettyStop);
            handler = request.upgrade(HawserUpgradeHandler.class);
            if (quirks.keepsAnswer()) {
                flush(response);
            }
            answered = true;
        } finally {
            if (!answered) {
                agreed.abandon();
                if (handler != null) {
                    handler.abandon();
                }
            }
        }
        handler.begin(agreed);
    }

    /** {@return the contexts for the code of the application that a connection calls} */
    private Executor contexts(Upgrade.Accepted accepted, Asked asked, HttpServletRequest request) {
        Executor captured = contexts.capture(request.getAttribute(HawserInitializer.CALLBACK_EXECUTOR));
        HttpSession session = asked.context().httpSession();
        return session != null && accepted.opening().settings().cdiSessionContext()
                ? new CdiSessionContext(session, captured)
                : captured;
    }

    /** Flushes the response. If a wrapper does not pass the flush on, flushes the responses inside it. */
    private static void flush(ServletResponse response) throws IOException {
        ServletResponse next = response;
        next.flushBuffer();
        while (!next.isCommitted() && next instanceof ServletResponseWrapper wrapper) {
            next = wrapper.getResponse();
            next.flushBuffer();
        }
    }

    private static void write(UpgradeResponse answer, HttpServletResponse response) {
        response.setStatus(answer.status());
        Set<String> written = new HashSet<>();
        for (Headers.Field field : answer.headers()) {
            if (field.name().equalsIgnoreCase("Content-Length")) {
                // The container counts the bytes: a wrapper or another character encoding may change the body.
                continue;
            }
            if (written.add(field.name())) {
                response.setHeader(field.name(), field.value());
            } else {
                response.addHeader(field.name(), field.value());
            }
        }
    }

    /** The copied parts of a request, since the container reuses the request. */
    private record Asked(UpgradeRequest copy, TransportFacts facts, boolean encrypted, ServletRequestContext context) {

        static Asked of(HttpServletRequest request) {
            ServletHeaders headers = new ServletHeaders(request);
            return new Asked(
                    ServletRequests.copy(request, headers.headers()),
                    ServletRequests.facts(request),
                    ServletRequests.isEncrypted(request),
                    new ServletRequestContext(request, headers));
        }
    }
}
