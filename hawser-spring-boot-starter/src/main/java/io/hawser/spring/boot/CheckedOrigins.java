package io.hawser.spring.boot;

import io.hawser.servlet.HawserInitializer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.socket.sockjs.transport.TransportHandlingSockJsService;

/**
 * Leaves the check of origins to Spring for requests to registered handlers of Spring WebSocket. By default Spring
 * checks as strictly as Hawser; otherwise the handler's registration determines the allowed origins. Spring does not
 * check a handler without Spring's interceptor.
 */
final class CheckedOrigins implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (isCheckedBySpring(handler)) {
            request.setAttribute(HawserInitializer.ALLOWED_ORIGINS, "*");
        }
        return true;
    }

    private static boolean isCheckedBySpring(Object handler) {
        List<HandshakeInterceptor> interceptors = List.of();
        if (handler instanceof WebSocketHttpRequestHandler registered) {
            interceptors = registered.getHandshakeInterceptors();
        } else if (handler instanceof SockJsHttpRequestHandler registered
                && registered.getSockJsService() instanceof TransportHandlingSockJsService service) {
            interceptors = service.getHandshakeInterceptors();
        }
        return interceptors.stream().anyMatch(OriginHandshakeInterceptor.class::isInstance);
    }
}
