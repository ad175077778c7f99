package io.hawser.servlet;

import io.hawser.container.HttpUpgrades;
import io.hawser.container.Upgrade;
import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.session.TransportFacts;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers opening handshakes on servlet requests. */
final class Upgrades implements HttpUpgrades {

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
        TransportFacts facts = ServletRequests.facts(request);
        ServletRequestContext context = new ServletRequestContext(request);
        Optional<Upgrade> upgrade =
                application.container().upgrade(ServletRequests.copy(request), path, facts, context);
        context.end();
        if (upgrade.isEmpty()) {
            return false;
        }
        answer(upgrade.get(), facts, context, request, response);
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
        TransportFacts facts = ServletRequests.facts(httpRequest);
        ServletRequestContext context = new ServletRequestContext(httpRequest);
        Upgrade upgrade = application
                .container()
                .upgrade(ServletRequests.copy(httpRequest), facts, context, config, pathParameters);
        context.end();
        try {
            answer(upgrade, facts, context, httpRequest, httpResponse);
        } catch (ServletException e) {
            throw new IOException("the servlet container does not upgrade the request: " + e.getMessage(), e);
        }
    }

    private void answer(
            Upgrade upgrade,
            TransportFacts facts,
            ServletRequestContext context,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, ServletException {
        if (upgrade instanceof Upgrade.Accepted accepted) {
            accept(accepted, facts, context, request, response);
        } else {
            write(upgrade.response(), response);
            response.getOutputStream().write(upgrade.response().body());
        }
    }

    private void accept(
            Upgrade.Accepted accepted,
            TransportFacts facts,
            ServletRequestContext context,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, ServletException {
        boolean onAsRequest = application.traits().goesOnAsRequest();
        AgreedUpgrade agreed = new AgreedUpgrade(
                application,
                facts,
                context.httpSession(),
                accepted.opening(),
                application.contexts().capture(),
                onAsRequest ? () -> JettyRequests.neverTimeOut(request) : () -> {});
        HawserUpgradeHandler handler = null;
        try {
            // Some containers want status and header fields before they are asked to upgrade.
            write(accepted.response(), response);
            if (onAsRequest) {
                JettyRequests.forgetEnd(request);
                // Kept for the life of the connection: 32 KiB by default.
                response.setBufferSize(JETTY_BUFFER);
            }
            handler = request.upgrade(HawserUpgradeHandler.class);
        } finally {
            if (handler == null) {
                agreed.abandon();
            }
        }
        handler.begin(agreed);
    }

    private static void write(UpgradeResponse answer, HttpServletResponse response) {
        response.setStatus(answer.status());
        Set<String> written = new HashSet<>();
        for (Headers.Field field : answer.headers()) {
            if (written.add(field.name())) {
                response.setHeader(field.name(), field.value());
            } else {
                response.addHeader(field.name(), field.value());
            }
        }
    }
}
