package io.hawser.tck.servlet.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;

/** Shows the HTTP session of a handshake, and changes it on command. */
public final class HttpSessionApp {

    private HttpSessionApp() {}

    /** Keeps the HTTP session for the endpoint. */
    public static final class Keeping extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            if (request.getHttpSession() instanceof HttpSession session) {
                config.getUserProperties().put("name", String.valueOf(session.getAttribute("name")));
                config.getUserProperties().put("id", session.getId());
            }
        }
    }

    /** Sends the values of the HTTP session. */
    @ServerEndpoint(value = "/member", configurator = Keeping.class)
    public static final class Member {
        @OnMessage
        public String answer(String question, Session session) {
            return String.valueOf(session.getUserProperties().get(question));
        }
    }

    /** Begins and ends HTTP sessions. */
    @WebServlet("/http")
    public static final class Sessions extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            switch (request.getParameter("do")) {
                case "begin" -> {
                    request.getSession(true).setAttribute("name", request.getParameter("name"));
                    response.getWriter().print(request.getSession().getId());
                }
                case "change" -> response.getWriter().print(request.changeSessionId());
                case "invalidate" -> request.getSession(false).invalidate();
                case "expire" -> request.getSession(false).setMaxInactiveInterval(1);
                case "look" -> response.getWriter().print(request.getSession(false) != null);
                default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
            }
        }
    }
}
