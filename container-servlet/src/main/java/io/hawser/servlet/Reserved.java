package io.hawser.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Keeps the name of a filter from a servlet container's own WebSocket implementation, which registers none where there
 * is one of its name already: {@code META-INF/web-fragment.xml} says so before the container's implementation begins.
 * Mapped to nothing. For containers alone.
 */
public final class Reserved implements Filter {

    private static final Logger LOG = System.getLogger(Reserved.class.getPackageName());

    /** Called by the container. */
    public Reserved() {}

    /** Where a server reads {@code web-fragment.xml} and runs no initializers, nobody serves. */
    @Override
    public void init(FilterConfig config) {
        ServletContext context = config.getServletContext();
        if (context.getAttribute(HawserInitializer.CONTAINER) == null) {
            LOG.log(
                    Level.WARNING,
                    "nobody serves the WebSocket endpoints of the application at {0}: Hawser reserves the filter name"
                            + " \"{1}\", which keeps the implementation of {2} from starting, but was not started"
                            + " itself. Does the server run the ServletContainerInitializer {3}?",
                    ServletApplication.name(context),
                    config.getFilterName(),
                    context.getServerInfo(),
                    HawserInitializer.class.getName());
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
    }
}
