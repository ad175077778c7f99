package io.hawser.servlet;

import io.hawser.log.Log;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Reserves the name of a filter, so that the servlet container's own WebSocket implementation does not start. That
 * implementation registers no filter if there is already one with its name. {@code META-INF/web-fragment.xml} declares
 * this filter before the container's implementation begins. The filter is mapped to nothing. Only containers use this
 * class.
 */
public final class Reserved implements Filter {

    private static final Log LOG = Log.of(Reserved.class);
    private static final String INITIALIZER = Reserved.class.getPackageName() + ".HawserInitializer";

    /** Called by the container. */
    public Reserved() {}

    /**
     * Warns if a server reads {@code web-fragment.xml} but runs no initializers: in this case no endpoint is served.
     */
    @Override
    public void init(FilterConfig config) {
        ServletContext context = config.getServletContext();
        if (context.getAttribute(ContextAttributes.CONTAINER) == null) {
            LOG.log(
                    Level.WARNING,
                    "no implementation serves the WebSocket endpoints of the application at {0}: Hawser reserves the filter name"
                            + " \"{1}\", which keeps the implementation of {2} from starting, but was not started"
                            + " itself. Does the server run the ServletContainerInitializer {3}?",
                    ServletApplication.name(context),
                    config.getFilterName(),
                    context.getServerInfo(),
                    INITIALIZER);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
    }
}
