package io.hawser.spring.boot;

import io.hawser.log.Log;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Set;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.server.RequestUpgradeStrategy;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.server.support.AbstractHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.socket.sockjs.transport.TransportHandlingSockJsService;
import org.springframework.web.socket.sockjs.transport.handler.WebSocketTransportHandler;

/**
 * Makes handlers of Spring WebSocket upgrade by the API of Jakarta WebSocket, which is Hawser's, in place of the API of
 * one server. Spring chooses a server's API if that server's implementation is on the class path: Jetty's in all
 * versions, which {@code spring-boot-starter-jetty} brings, and Tomcat's and Undertow's in Spring 6. Without this class
 * each handshake of a handler fails with 500, since the server's implementation is switched off.
 *
 * <p>The strategy of a handler has no setter, so the field is written by reflection. A handler of the application with
 * a strategy of its own class keeps that strategy.
 */
final class StandardUpgrades implements InstantiationAwareBeanPostProcessor {

    private static final Log LOG = Log.of(StandardUpgrades.class);
    /** The strategies that call one server's implementation. */
    private static final Set<String> OF_SERVERS = Set.of(
            "org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy",
            "org.springframework.web.socket.server.standard.TomcatRequestUpgradeStrategy",
            "org.springframework.web.socket.server.standard.UndertowRequestUpgradeStrategy");

    /**
     * {@inheritDoc}
     *
     * <p>Mappings prepare their handlers when they receive the servlet context, which is after this call.
     */
    @Override
    public boolean postProcessAfterInstantiation(Object bean, String name) {
        if (bean instanceof SimpleUrlHandlerMapping mapping) {
            mapping.getUrlMap().values().forEach(StandardUpgrades::adapt);
        } else {
            adapt(bean);
        }
        return true;
    }

    /** Looks for the handshake handler in a handler of Spring WebSocket. */
    private static void adapt(Object handler) {
        if (handler instanceof WebSocketHttpRequestHandler raw) {
            adapt(raw.getHandshakeHandler());
        } else if (handler instanceof SockJsHttpRequestHandler sockJs) {
            adapt(sockJs.getSockJsService());
        } else if (handler instanceof TransportHandlingSockJsService service) {
            service.getTransportHandlers().values().forEach(StandardUpgrades::adapt);
        } else if (handler instanceof WebSocketTransportHandler transport) {
            adapt(transport.getHandshakeHandler());
        } else if (handler instanceof AbstractHandshakeHandler handshakes
                && OF_SERVERS.contains(
                        handshakes.getRequestUpgradeStrategy().getClass().getName())) {
            replace(handshakes);
        }
    }

    private static void replace(AbstractHandshakeHandler handshakes) {
        RequestUpgradeStrategy old = handshakes.getRequestUpgradeStrategy();
        try {
            write(handshakes);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    () -> "Handshakes of " + handshakes.getClass().getName()
                            + " will fail: Spring uses "
                            + old.getClass().getSimpleName()
                            + " for them, whose server's implementation is switched off. Pass a new StandardWebSocketUpgradeStrategy() to its"
                            + " constructor",
                    e);
            return;
        }
        if (isConfigured(old)) {
            LOG.log(
                    Level.WARNING,
                    () -> "The webSocketConfigurer of the JettyRequestUpgradeStrategy has no effect, since Hawser"
                            + " serves the handlers of Spring WebSocket. Use the properties hawser.*");
        }
    }

    private static void write(AbstractHandshakeHandler handshakes) {
        Field strategy = ReflectionUtils.findField(AbstractHandshakeHandler.class, null, RequestUpgradeStrategy.class);
        if (strategy == null) {
            throw new IllegalStateException("this version of Spring has no field of this type");
        }
        ReflectionUtils.makeAccessible(strategy);
        ReflectionUtils.setField(strategy, handshakes, new StandardWebSocketUpgradeStrategy());
    }

    /** {@return whether the application has configured a strategy of Jetty} */
    private static boolean isConfigured(RequestUpgradeStrategy old) {
        Field configurer = ReflectionUtils.findField(old.getClass(), "webSocketConfigurer");
        if (configurer == null) {
            return false;
        }
        ReflectionUtils.makeAccessible(configurer);
        return ReflectionUtils.getField(configurer, old) != null;
    }
}
