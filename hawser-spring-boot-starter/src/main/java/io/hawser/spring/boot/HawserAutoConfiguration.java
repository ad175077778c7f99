package io.hawser.spring.boot;

import io.hawser.servlet.HawserInitializer;
import jakarta.servlet.ServletContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWarDeployment;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * Lets Hawser serve the WebSocket endpoints of an application with an embedded servlet container. Prevents the start of
 * that container's own implementation if it is on the class path. A WAR file does not need this class, since the
 * servlet container finds Hawser itself.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnNotWarDeployment
@ConditionalOnClass({ServletContext.class, HawserInitializer.class, WebServerFactoryCustomizer.class})
@ConditionalOnBooleanProperty(name = "hawser.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HawserProperties.class)
public final class HawserAutoConfiguration {

    /** Called by Spring. */
    public HawserAutoConfiguration() {}

    @Bean
    static ServersOwn hawserInsteadOfServersOwn() {
        return new ServersOwn();
    }

    @Bean
    Serving hawserServing(HawserProperties properties) {
        return new Serving(properties);
    }

    /** The configuration for applications that may have handlers of Spring WebSocket. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({MappedInterceptor.class, WebSocketHttpRequestHandler.class})
    static class SpringWebSocket {

        @Bean
        static MappedInterceptor hawserCheckedOrigins() {
            return new MappedInterceptor(null, new CheckedOrigins());
        }

        @Bean
        static StandardUpgrades hawserStandardUpgrades() {
            return new StandardUpgrades();
        }
    }
}
