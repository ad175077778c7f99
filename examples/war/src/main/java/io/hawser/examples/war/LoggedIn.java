package io.hawser.examples.war;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Keeps those out of the chat who have not logged in. A constraint in web.xml would answer a WebSocket handshake with
 * the login page, which is for eyes only, and lead the browser to the chat's own address after the login.
 */
@WebFilter(urlPatterns = "/chat/*", asyncSupported = true)
public class LoggedIn extends HttpFilter {

    private static final long serialVersionUID = 1;

    /** Called by the servlet container. */
    public LoggedIn() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.isUserInRole("user")) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
