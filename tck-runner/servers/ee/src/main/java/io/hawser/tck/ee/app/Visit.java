package io.hawser.tck.ee.app;

import jakarta.servlet.http.HttpSession;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;

/** An endpoint whose configurator looks into the HTTP session. */
@ServerEndpoint(value = "/visit", configurator = Visit.Configurator.class)
public class Visit {

    /**
     * Answers with the value that the HTTP session had at the handshake.
     *
     * @param message the message
     * @param session the session of the connection
     * @return the answer
     */
    @OnMessage
    public String ask(String message, Session session) {
        return String.valueOf(session.getUserProperties().get("mark"));
    }

    /** Keeps a value of the HTTP session. */
    public static class Configurator extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            HttpSession session = (HttpSession) request.getHttpSession();
            config.getUserProperties().put("mark", session == null ? "none" : session.getAttribute("mark"));
        }
    }
}
