package io.hawser.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;

/**
 * Detects a request that has logged its user out while its HTTP session goes on, for example with
 * {@link HttpServletRequest#logout}. The Servlet API has no listener for this. Also records the HTTP session of the
 * request that runs on a thread: if that session ends, it has not timed out. Checks only requests of HTTP sessions with
 * connections of users, since some containers authenticate when a filter first asks for the user.
 */
final class LogoutFilter implements Filter {

    private final HttpSessions sessions;

    LogoutFilter(HttpSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpSession session = request instanceof HttpServletRequest httpRequest && !sessions.isEmpty()
                ? httpRequest.getSession(false)
                : null;
        if (session == null) {
            chain.doFilter(request, response);
            return;
        }
        sessions.requestBegins(session.getId());
        try {
            if (sessions.hasUser(session.getId())) {
                watch((HttpServletRequest) request, response, chain, session);
            } else {
                chain.doFilter(request, response);
            }
        } finally {
            sessions.requestEnds();
        }
    }

    private void watch(HttpServletRequest request, ServletResponse response, FilterChain chain, HttpSession session)
            throws IOException, ServletException {
        Principal before = request.getUserPrincipal();
        boolean mayLogOut = before != null && !ServletRequests.isUpgrade(request);
        try {
            chain.doFilter(request, response);
        } finally {
            // An asynchronous request continues on another thread.
            if (mayLogOut && !request.isAsyncStarted() && !isUser(request, before.getName())) {
                sessions.loggedOut(session.getId(), before.getName());
            }
        }
    }

    private static boolean isUser(HttpServletRequest request, String name) {
        Principal now = request.getUserPrincipal();
        return now != null && now.getName().equals(name);
    }
}
