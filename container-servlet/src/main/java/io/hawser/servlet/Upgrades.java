package io.hawser.servlet;

import io.hawser.container.HttpUpgrades;
import io.hawser.container.Upgrade;
import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.session.TransportFacts;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers opening handshakes on servlet requests. */
final class Upgrades implements HttpUpgrades {

    private static final Logger LOG = System.getLogger(Upgrades.class.getPackageName());
    private static final String TOO_LATE =
            "the handshake cannot be answered: a filter or a servlet has committed the response before";

    private static final int JETTY_BUFFER = 8 * 1024;

    private final ServletApplication application;

    Upgrades(ServletApplication application) {
        this.application = application;
    }

    /**
     * Answers a request with an endpoint that is deployed.
     *
     * @return whether there is one; otherwise nothing was done
     */
    boolean answer(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        String path = ServletRequests.path(request);
        if (ServletRequests.isRelative(path)) {
            return false;
        }
        Asked asked = Asked.of(request);
        Optional<Upgrade> upgrade = application.container().upgrade(asked.copy(), path, asked.facts(), asked.context());
        asked.context().end();
        if (upgrade.isEmpty()) {
            return false;
        }
        if (response.isCommitted()) {
            abandon(upgrade.get());
            LOG.log(Level.WARNING, asked.facts().id() + ": " + TOO_LATE);
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
        Upgrade upgrade =
                application.container().upgrade(asked.copy(), asked.facts(), asked.context(), config, pathParameters);
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
        }
    }

    private static void refuse(UpgradeResponse answer, HttpServletResponse response) throws IOException {
        // Of a filter that has begun with an answer of its own.
        response.resetBuffer();
        write(answer, response);
        if (answer.body().length > 0) {
            try {
                response.getOutputStream().write(answer.body());
            } catch (IllegalStateException e) {
                // A filter has asked for the writer, or has put its own in the place of the container's.
                response.getWriter().write(new String(answer.body(), StandardCharsets.UTF_8));
            }
        }
    }

    private void accept(
            Upgrade.Accepted accepted, Asked asked, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        ServerTraits traits = ServerTraits.of(request, application.traits());
        boolean onAsRequest = traits.goesOnAsRequest();
        AgreedUpgrade agreed = new AgreedUpgrade(
                application,
                asked.facts(),
                asked.encrypted(),
                asked.context().httpSession(),
                accepted.opening(),
                application.contexts().capture(),
                onAsRequest ? () -> JettyRequests.neverTimeOut(request) : () -> {});
        HawserUpgradeHandler handler = null;
        boolean answered = false;
        try {
            response.resetBuffer();
            // Some containers want status and header fields before they are asked to upgrade.
            write(accepted.response(), response);
            if (onAsRequest) {
                JettyRequests.forgetEnd(request);
                // Kept for the life of the connection: 32 KiB by default.
                response.setBufferSize(JETTY_BUFFER);
            }
            handler = request.upgrade(HawserUpgradeHandler.class);
            if (traits.keepsAnswer()) {
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

    /** Some wrappers keep what they are told to flush. */
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
                // The container counts: a wrapper or another character encoding may make another body of it.
                continue;
            }
            if (written.add(field.name())) {
                response.setHeader(field.name(), field.value());
            } else {
                response.addHeader(field.name(), field.value());
            }
        }
    }

    /** What is kept of a request, which the container uses again. */
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
