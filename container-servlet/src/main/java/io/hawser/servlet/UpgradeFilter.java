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
 * Takes WebSocket requests for endpoints out of the chain, behind the filters of the application, which may refuse
 * them. Every other request costs a look at one header field.
 */
final class UpgradeFilter implements Filter {

    private final ServletApplication application;

    UpgradeFilter(ServletApplication application) {
        this.application = application;
    }

    /** The application's listeners have run: what is deployed now is what is deployed. */
    @Override
    public void init(FilterConfig config) throws ServletException {
        application.endDeployment();
    }

    /** Some containers end HTTP sessions before they tell listeners that the application ends; filters end earlier. */
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
