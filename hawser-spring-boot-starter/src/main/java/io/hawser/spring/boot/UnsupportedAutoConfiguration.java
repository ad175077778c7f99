package io.hawser.spring.boot;

import io.hawser.log.Log;
import io.hawser.servlet.HawserInitializer;
import jakarta.servlet.ServletContext;
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
 * Logs that Hawser does not serve the endpoints, and which implementation serves them, if the starter does not support
 * the version of Spring Boot. Uses only classes that Spring Boot 3 has too.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnNotWarDeployment
@ConditionalOnClass({ServletContext.class, HawserInitializer.class, WebApplicationContext.class})
@ConditionalOnMissingClass("org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory")
@ConditionalOnProperty(name = "hawser.enabled", havingValue = "true", matchIfMissing = true)
public final class UnsupportedAutoConfiguration {

    private static final Log LOG = Log.of(UnsupportedAutoConfiguration.class);
    private static final String CONTAINER = "jakarta.websocket.server.ServerContainer";

    /** Called by Spring. */
    public UnsupportedAutoConfiguration() {}

    @Bean
    static ApplicationListener<ContextRefreshedEvent> hawserNotServing(ApplicationContext own) {
        // Events of contexts below this one arrive here, too.
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
                            ? "No other implementation was found, so nothing serves them"
                            : "They are served by " + container.getClass().getName());
        }
    }
}
