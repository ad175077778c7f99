package io.hawser.tck.servlet.app;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An endpoint behind filters that change the request, or have begun an answer. */
public final class WrappedApp {

    private static final Map<String, List<String>> ADDED = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        ADDED.put("X-Name", List.of("\u0416anna"));
        ADDED.put("X-Lines", List.of("one\r\nSet-Cookie: two=2"));
        ADDED.put("two words", List.of("three"));
    }

    private WrappedApp() {}

    /** Changes the request as the query says. */
    @WebFilter("/*")
    public static final class Wrapping implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            HttpServletRequest asked = (HttpServletRequest) request;
            switch (String.valueOf(asked.getQueryString())) {
                case "forwarded" -> chain.doFilter(new Forwarded(asked), response);
                case "decorated" -> chain.doFilter(new Decorated(asked), response);
                default -> {
                    begin(asked, (HttpServletResponse) response);
                    chain.doFilter(request, response);
                }
            }
        }

        private static void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
            switch (String.valueOf(request.getQueryString())) {
                case "reader" -> request.getReader();
                case "writer" -> response.getWriter().print("begun ");
                case "stream" -> response.getOutputStream().print("begun ");
                case "committed" -> {
                    response.getOutputStream().print("begun ");
                    response.flushBuffer();
                }
                default -> {}
            }
        }
    }

    /** The request that the client has sent to a proxy. */
    private static final class Forwarded extends HttpServletRequestWrapper {

        Forwarded(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getServerName() {
            return getHeader("X-Forwarded-Host");
        }

        @Override
        public int getServerPort() {
            return 443;
        }

        @Override
        public String getScheme() {
            return "https";
        }

        @Override
        public boolean isSecure() {
            return true;
        }
    }

    /** A request with additional header fields and parameters. */
    private static final class Decorated extends HttpServletRequestWrapper {

        Decorated(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> names = Collections.list(super.getHeaderNames());
            names.addAll(ADDED.keySet());
            return Collections.enumeration(names);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return ADDED.containsKey(name) ? Collections.enumeration(ADDED.get(name)) : super.getHeaders(name);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of("added", new String[] {"yes"});
        }
    }

    /** Records the request. */
    public static final class Keeping extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            ADDED.keySet()
                    .forEach(name -> config.getUserProperties()
                            .put(name, String.valueOf(request.getHeaders().get(name))));
        }
    }

    /** Sends the server info. */
    @WebServlet("/server")
    public static final class Named extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(getServletContext().getServerInfo());
        }
    }

    /** Sends its URI and the values of its handshake. */
    @ServerEndpoint(value = "/where", configurator = Keeping.class)
    public static final class Where {
        @OnMessage
        public String answer(String question, Session session) {
            return switch (question) {
                case "where" -> session.getRequestURI() + " " + session.isSecure();
                case "parameters" -> session.getRequestParameterMap().toString();
                default -> String.valueOf(session.getUserProperties().get(question));
            };
        }
    }
}
