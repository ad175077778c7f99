package io.hawser.spring.boot;

import io.hawser.HawserSession;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.socket.sockjs.transport.handler.DefaultSockJsService;

/** An application with handlers of Spring WebSocket. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebSocket
class RawHandlers implements WebSocketConfigurer {

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new Echo(), "/echo").addInterceptors(new Visitor());
        registry.addHandler(new Echo(), "/guest").setHandshakeHandler(new Guests());
        registry.addHandler(new Echo(), "/open").setAllowedOrigins("https://friend.example");
    }

    /** Without Spring's registration, and so without its check of origins. */
    @Bean
    SimpleUrlHandlerMapping mappedByHand() {
        return new SimpleUrlHandlerMapping(
                Map.of(
                        "/by-hand", new WebSocketHttpRequestHandler(new Echo()),
                        "/sockjs-by-hand/**",
                                new SockJsHttpRequestHandler(
                                        new DefaultSockJsService(new SimpleAsyncTaskScheduler()), new Echo())),
                -1);
    }

    @Bean
    OncePerRequestFilter login() {
        return new Login();
    }

    /** Answers with what was said and with what is known of who has said it. */
    private static final class Echo extends AbstractWebSocketHandler implements SubProtocolCapable {

        @Override
        public List<String> getSubProtocols() {
            return List.of("v2.echo", "v1.echo");
        }

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
            String answer = switch (message.getPayload()) {
                case "who" ->
                    String.valueOf(
                            session.getPrincipal() == null
                                    ? null
                                    : session.getPrincipal().getName());
                case "visitor" -> String.valueOf(session.getAttributes().get("visitor"));
                case "carrier" -> carrier(session);
                case "limits" -> session.getTextMessageSizeLimit() + "";
                default -> message.getPayload();
            };
            session.sendMessage(new TextMessage(answer));
        }

        private static String carrier(WebSocketSession session) {
            Session carrier = ((StandardWebSocketSession) session).getNativeSession();
            return HawserSession.of(carrier).getClass().getPackageName();
        }

        @Override
        protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) throws IOException {
            ByteBuffer doubled = ByteBuffer.allocate(2 * message.getPayloadLength());
            doubled.put(message.getPayload().duplicate())
                    .put(message.getPayload().duplicate());
            session.sendMessage(new BinaryMessage(doubled.flip()));
        }
    }

    /** Names the users that have no login. */
    private static final class Guests extends DefaultHandshakeHandler {

        @Override
        protected Principal determineUser(
                ServerHttpRequest request, WebSocketHandler handler, Map<String, Object> attributes) {
            return () -> "guest";
        }
    }

    /** Takes an attribute from the query. */
    private static final class Visitor implements HandshakeInterceptor {

        @Override
        public boolean beforeHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                Map<String, Object> attributes) {
            String query = request.getURI().getQuery();
            attributes.put("visitor", query);
            return query == null || !query.equals("nobody");
        }

        @Override
        public void afterHandshake(
                ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, Exception failure) {}
    }

    /** A login such as a security filter has. */
    private static final class Login extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String user = request.getHeader("X-User");
            if ("mallory".equals(user)) {
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
                return;
            }
            chain.doFilter(user == null ? request : new LoggedIn(request, user), response);
        }
    }

    private static final class LoggedIn extends HttpServletRequestWrapper {

        private final String user;

        LoggedIn(HttpServletRequest request, String user) {
            super(request);
            this.user = user;
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> user;
        }
    }
}
