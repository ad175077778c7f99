package io.hawser.servlet;

import io.hawser.Settings;
import io.hawser.transport.RequestContext;
import io.hawser.transport.ShownRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/**
 * The data of a request that a configurator may use during its handshake. After the handshake, the container reuses the
 * request.
 */
final class ServletRequestContext implements RequestContext {

    private final ServletHeaders headers;
    private volatile HttpServletRequest request;
    private volatile HttpSession session;
    /** Set at the first request for it. */
    private volatile ShownRequest shown;

    ServletRequestContext(HttpServletRequest request, ServletHeaders headers) {
        this.request = request;
        this.headers = headers;
    }

    /** Called only if there is an endpoint: a request for parameters decides how the container reads them. */
    @Override
    public ShownRequest shown() {
        HttpServletRequest current = request;
        if (shown == null && current != null) {
            shown = new ShownRequest(headers.shown(), ServletRequests.parameters(current));
        }
        return shown;
    }

    @Override
    public boolean isUserInRole(String role) {
        HttpServletRequest current = request;
        return current != null && current.isUserInRole(role);
    }

    /** {@return the HTTP session of the request, or {@code null} if it has none; no session is created} */
    @Override
    public HttpSession httpSession() {
        HttpServletRequest current = request;
        return current == null ? session : current.getSession(false);
    }

    @Override
    public Settings settings() {
        Object origins = request.getAttribute(Settings.ALLOWED_ORIGINS_PROPERTY);
        Settings defaults = Settings.defaults();
        return origins == null
                ? defaults
                : defaults.withListedOrigins(origins, "the request attribute " + Settings.ALLOWED_ORIGINS_PROPERTY);
    }

    /** Ends the handshake. The HTTP session remains available. */
    void end() {
        session = httpSession();
        request = null;
    }
}
