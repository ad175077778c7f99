package io.hawser.spring.boot;

import io.hawser.servlet.HawserInitializer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

/**
 * Leaves the origins of requests for handlers of Spring WebSocket to Spring, which checks them itself: by default as
 * strictly as Hawser, and otherwise by what the handler's registration allows.
 */
final class CheckedOrigins implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof WebSocketHttpRequestHandler || handler instanceof SockJsHttpRequestHandler) {
            request.setAttribute(HawserInitializer.ALLOWED_ORIGINS, "*");
        }
        return true;
    }
}
