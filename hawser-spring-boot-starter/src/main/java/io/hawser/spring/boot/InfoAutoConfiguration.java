package io.hawser.spring.boot;

import io.hawser.container.HawserServerContainer;
import jakarta.servlet.ServletContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * Adds {@link WebSocketInfo} to the actuator of an application that has one and has set
 * {@code management.info.websocket.enabled=true}.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({
    ServletContext.class,
    HawserServerContainer.class,
    InfoContributor.class,
    ConditionalOnEnabledInfoContributor.class
})
@ConditionalOnEnabledInfoContributor(value = "websocket", fallback = InfoContributorFallback.DISABLE)
public final class InfoAutoConfiguration {

    /** Called by Spring. */
    public InfoAutoConfiguration() {}

    @Bean
    WebSocketInfo hawserWebSocketInfo(ServletContext context, ObjectProvider<HandlerPaths> handlers) {
        return new WebSocketInfo(context, handlers);
    }

    /** The configuration for applications that may have handlers of Spring WebSocket. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({SimpleUrlHandlerMapping.class, WebSocketHttpRequestHandler.class})
    static class SpringWebSocket {

        @Bean
        HandlerPaths hawserHandlerPaths(ObjectProvider<SimpleUrlHandlerMapping> mappings) {
            return new HandlerPaths(mappings);
        }
    }
}
