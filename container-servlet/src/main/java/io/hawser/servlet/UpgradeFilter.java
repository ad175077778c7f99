package io.hawser.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers WebSocket requests for endpoints instead of the rest of the chain. The filters of the application come before
 * it, and may refuse these requests. For every other request, this filter reads only one header field.
 */
final class UpgradeFilter implements Filter {

    private final ServletApplication application;

    UpgradeFilter(ServletApplication application) {
        this.application = application;
    }

    /** Ends the deployment, since the application's listeners have run. */
    @Override
    public void init(FilterConfig config) throws ServletException {
        application.endDeployment();
    }

    /**
     * Stops the application. Some containers end HTTP sessions before they call listeners, but destroy filters earlier.
     */
    @Override
    public void destroy() {
        application.stop();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean answered = request instanceof HttpServletRequest httpRequest
                && response instanceof HttpServletResponse httpResponse
                && ServletRequests.isUpgrade(httpRequest)
                && application.upgrades().answer(httpRequest, httpResponse);
        if (!answered) {
            chain.doFilter(request, response);
        }
    }
}
