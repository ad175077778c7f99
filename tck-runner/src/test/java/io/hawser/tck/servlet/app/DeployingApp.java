package io.hawser.tck.servlet.app;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;

/** Deploys endpoints in all ways except annotations. */
public final class DeployingApp {

    private DeployingApp() {}

    private static ServerContainer container(ServletContext context) {
        return (ServerContainer) context.getAttribute(ServerContainer.class.getName());
    }

    private static void upgrade(HttpServletRequest request, HttpServletResponse response, String name)
            throws IOException, ServletException {
        try {
            container(request.getServletContext())
                    .upgradeHttpToWebSocket(
                            request,
                            response,
                            ServerEndpointConfig.Builder.create(Saying.class, "/unused")
                                    .build(),
                            Map.of("name", name));
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }

    /** Sends its path parameters. */
    public static final class Saying extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> session.getAsyncRemote()
                    .sendText(text + " " + session.getPathParameters() + " " + session.getRequestURI()));
        }
    }

    /** Deploys while the application starts. */
    @WebListener
    public static final class Starting implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            try {
                container(event.getServletContext())
                        .addEndpoint(ServerEndpointConfig.Builder.create(Saying.class, "/listened/{name}")
                                .build());
            } catch (DeploymentException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A servlet that upgrades. */
    @WebServlet(value = "/by-servlet/*", asyncSupported = true)
    public static final class Upgrading extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            upgrade(request, response, request.getPathInfo());
        }
    }

    /** A filter that upgrades. */
    @WebFilter(value = "/by-filter/*", asyncSupported = true)
    public static final class Filtering implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            upgrade((HttpServletRequest) request, (HttpServletResponse) response, "filtered");
        }
    }

    /** Deploys after the application has started. */
    @WebServlet("/deploy")
    public static final class Late extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                container(getServletContext())
                        .addEndpoint(ServerEndpointConfig.Builder.create(Saying.class, request.getParameter("path"))
                                .build());
                response.getWriter().print("deployed");
            } catch (DeploymentException | IllegalStateException e) {
                response.getWriter().print(e.getMessage());
            }
        }
    }

    /** Names the container. */
    @WebServlet("/container")
    public static final class Naming extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(container(getServletContext()).getClass().getName());
        }
    }
}
