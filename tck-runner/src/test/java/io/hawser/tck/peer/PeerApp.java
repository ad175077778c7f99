package io.hawser.tck.peer;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The web application with Hawser's ends. Each end has an id, which is the last segment of its two paths. */
public final class PeerApp {

    private static final Map<String, OurEnd> ENDS = new ConcurrentHashMap<>();

    private PeerApp() {}

    /** The first caller creates the end. */
    private static OurEnd end(String id) {
        return ENDS.computeIfAbsent(id, absent -> new OurEnd());
    }

    /** The endpoint to which the foreign end connects. */
    @ServerEndpoint("/peer/{id}")
    public static final class Connection {

        private OurEnd end;

        @OnOpen
        public void onOpen(Session session, EndpointConfig config, @PathParam("id") String id) {
            end = end(id);
            end.onOpen(session, config);
        }

        @OnClose
        public void onClose(Session session, CloseReason reason) {
            end.onClose(session, reason);
        }

        @OnError
        public void onError(Session session, Throwable failure) {
            end.onError(session, failure);
        }
    }

    /** Passes commands to an end, and returns its events. */
    @WebServlet("/end/*")
    public static final class Remote extends HttpServlet {

        private static final long serialVersionUID = 1;

        private static String id(HttpServletRequest request) {
            return request.getPathInfo().substring(1);
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setCharacterEncoding("UTF-8");
            response.getWriter().print(end(id(request)).next());
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.setCharacterEncoding("UTF-8");
            JsonObject command = Json.createReader(request.getReader()).readObject();
            obey(end(id(request)), command.getString("do"), command);
        }

        @Override
        protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
            ENDS.remove(id(request));
        }

        private static void obey(End end, String command, JsonObject arguments) throws IOException {
            switch (command) {
                case "text" -> end.sendText(arguments.getString("text"));
                case "every character" -> end.sendEveryCharacter();
                case "binary" -> end.sendBinary(arguments.getInt("size"));
                case "fragments" ->
                    end.sendFragments(arguments.getJsonArray("parts").getValuesAs(JsonString::getString));
                case "ping" -> end.ping(arguments.getString("data"));
                case "close" -> end.close(arguments.getInt("code"), arguments.getString("reason"));
                default -> throw new IllegalArgumentException("there is no command \"" + command + '"');
            }
        }
    }
}
