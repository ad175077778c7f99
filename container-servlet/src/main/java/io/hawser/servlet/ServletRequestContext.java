package io.hawser.servlet;

import io.hawser.container.RequestContext;
import io.hawser.session.Settings;
import io.hawser.session.ShownRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/** What a configurator may ask the container for during its handshake; afterwards the request is somebody else's. */
final class ServletRequestContext implements RequestContext {

    private final ServletHeaders headers;
    private volatile HttpServletRequest request;
    private volatile HttpSession session;
    /** Known when somebody has asked for it. */
    private volatile ShownRequest shown;

    ServletRequestContext(HttpServletRequest request, ServletHeaders headers) {
        this.request = request;
        this.headers = headers;
    }

    /** Not before there is an endpoint: whoever asks for parameters has settled how they are read. */
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

    /** {@return the session of the request, if it has one: none is made} */
    @Override
    public HttpSession httpSession() {
        HttpServletRequest current = request;
        return current == null ? session : current.getSession(false);
    }

    @Override
    public Settings settings() {
        Object origins = request.getAttribute(HawserInitializer.ALLOWED_ORIGINS);
        Settings defaults = Settings.defaults();
        return origins == null
                ? defaults
                : defaults.withListedOrigins(origins, "the request attribute " + HawserInitializer.ALLOWED_ORIGINS);
    }

    /** The handshake is over. */
    void end() {
        session = httpSession();
        request = null;
    }
}
