package io.hawser.tck.servlet.app;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.security.Principal;

/** Endpoints that say who has logged in. */
public final class LoginApp {

    private LoginApp() {}

    /** Keeps who asks. */
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

    private static String said(String question, Session session) {
        return switch (question) {
            case "session" -> name(session.getUserPrincipal());
            // After the handshake nothing of the request may be asked of the container any more.
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
