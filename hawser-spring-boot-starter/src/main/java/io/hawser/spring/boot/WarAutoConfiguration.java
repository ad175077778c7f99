package io.hawser.spring.boot;

import io.hawser.servlet.HawserInitializer;
import jakarta.servlet.ServletContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWarDeployment;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * Lets Spring create the endpoints of an application that is a WAR file in a servlet container. The servlet container
 * finds Hawser itself.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnWarDeployment
@ConditionalOnClass({ServletContext.class, HawserInitializer.class})
public final class WarAutoConfiguration {

    /** Called by Spring. */
    public WarAutoConfiguration() {}

    @Bean
    static WarInstances hawserInstances() {
        return new WarInstances();
    }
}
