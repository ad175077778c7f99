package io.hawser.tck.servlet.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.security.Principal;

/** Endpoints that send the name of the user. */
public final class LoginApp {

    private LoginApp() {}

    /** Keeps the user of the handshake. */
    public static final class Keeping extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            config.getUserProperties().put("handshake", name(request.getUserPrincipal()));
            config.getUserProperties().put("staff", request.isUserInRole("staff"));
            config.getUserProperties().put("user", request.isUserInRole("user"));
            config.getUserProperties().put("request", request);
        }
    }

    /** For staff alone, by web.xml. */
    @ServerEndpoint(value = "/secret/room", configurator = Keeping.class)
    public static final class Secret {
        @OnMessage
        public String answer(String question, Session session) {
            return said(question, session);
        }
    }

    /** For everybody. */
    @ServerEndpoint(value = "/open/room", configurator = Keeping.class)
    public static final class Open {
        @OnMessage
        public String answer(String question, Session session) {
            return said(question, session);
        }
    }

    /** Logs in and out. */
    @WebServlet("/account")
    public static final class Account extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            switch (request.getParameter("do")) {
                case "begin" -> request.getSession(true);
                case "login" -> {
                    request.getSession(true);
                    request.login(request.getParameter("name"), request.getParameter("name"));
                }
                case "logout" -> request.logout();
                case "invalidate" -> request.getSession(false).invalidate();
                case "expire" -> request.getSession(false).setMaxInactiveInterval(1);
                case "look" -> response.getWriter().print(request.getSession(false) != null);
                default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
            }
        }
    }

    private static String said(String question, Session session) {
        return switch (question) {
            case "session" -> name(session.getUserPrincipal());
            // After the handshake Hawser must not use the container's request any more.
            case "later" -> {
                HandshakeRequest request =
                        (HandshakeRequest) session.getUserProperties().get("request");
                yield name(request.getUserPrincipal()) + " "
                        + request.getRequestURI().getPath() + " "
                        + request.getHeaders().get("X-Mark") + " " + request.getHttpSession();
            }
            default -> String.valueOf(session.getUserProperties().get(question));
        };
    }

    private static String name(Principal principal) {
        return principal == null ? "nobody" : principal.getName();
    }
}
