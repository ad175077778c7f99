package io.hawser.servlet;

import jakarta.servlet.ServletContext;
import java.util.Locale;

/**
 * What the Servlet specification leaves open and servlet containers answer differently.
 *
 * @param closesInCallbacks whether a connection that was closed ends only when the next callback of one of its
 *     listeners returns, and the container calls {@code onDataAvailable} again and again while there is unread input
 * @param blocksInClose whether {@code WebConnection.close} waits for the peer to take the last output
 * @param goesOnAsRequest whether an upgraded connection keeps what belongs to its request: the end of the input and the
 *     timeout; see {@link JettyRequests}
 * @param initializesFiltersLate whether filters are initialised with the first request, and not with the application
 */
record ServerTraits(
        boolean closesInCallbacks, boolean blocksInClose, boolean goesOnAsRequest, boolean initializesFiltersLate) {

    /** {@return those of the container that runs an application} */
    static ServerTraits of(ServletContext context) {
        String server = String.valueOf(context.getServerInfo()).toLowerCase(Locale.ROOT);
        if (server.contains("tomcat") || server.contains("tomee")) {
            return new ServerTraits(true, false, false, false);
        }
        boolean jetty = server.contains("jetty");
        boolean undertow = server.contains("undertow") || server.contains("wildfly") || server.contains("jboss");
        return new ServerTraits(false, !jetty, jetty, undertow);
    }
}
