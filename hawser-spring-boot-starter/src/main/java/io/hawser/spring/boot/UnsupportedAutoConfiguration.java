package io.hawser.spring.boot;

import io.hawser.servlet.HawserInitializer;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWarDeployment;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.web.context.WebApplicationContext;

/**
 * Logs that Hawser does not serve, and what does, where Spring Boot has a version that the starter does not support.
 * Uses only what Spring Boot 3 has too.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnNotWarDeployment
@ConditionalOnClass({ServletContext.class, HawserInitializer.class, WebApplicationContext.class})
@ConditionalOnMissingClass("org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory")
@ConditionalOnProperty(name = "hawser.enabled", havingValue = "true", matchIfMissing = true)
public final class UnsupportedAutoConfiguration {

    private static final Logger LOG = System.getLogger(UnsupportedAutoConfiguration.class.getPackageName());
    private static final String CONTAINER = "jakarta.websocket.server.ServerContainer";

    /** Called by Spring. */
    public UnsupportedAutoConfiguration() {}

    @Bean
    static ApplicationListener<ContextRefreshedEvent> hawserNotServing(ApplicationContext own) {
        // Those of contexts below this one come here, too.
        return event -> {
            if (event.getApplicationContext() == own) {
                tell(own);
            }
        };
    }

    private static void tell(ApplicationContext context) {
        if (context instanceof WebApplicationContext application && application.getServletContext() != null) {
            Object container = application.getServletContext().getAttribute(CONTAINER);
            LOG.log(
                    Level.WARNING,
                    "Hawser does not serve the WebSocket endpoints of this application: hawser-spring-boot-starter"
                            + " needs Spring Boot 4 with an embedded servlet container, and this is Spring Boot {0}."
                            + " {1}. hawser.enabled=false turns this warning off",
                    SpringBootVersion.getVersion(),
                    container == null
                            ? "No other implementation was found, so that nothing serves them"
                            : "They are served by " + container.getClass().getName());
        }
    }
}
