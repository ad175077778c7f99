package io.hawser.spring.boot;

import io.hawser.servlet.HawserInitializer;
import jakarta.servlet.Filter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.security.core.context.SecurityContextHolder;

/** Keeps the user of Spring Security for callbacks, with an embedded server and in a WAR file. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Filter.class, HawserInitializer.class, SecurityContextHolder.class})
@ConditionalOnBooleanProperty(name = "hawser.enabled", matchIfMissing = true)
public final class SecurityAutoConfiguration {

    /** Called by Spring. */
    public SecurityAutoConfiguration() {}

    @Bean
    static FilterRegistrationBean<CallbackUsers> hawserCallbackUsers() {
        FilterRegistrationBean<CallbackUsers> registration = new FilterRegistrationBean<>(new CallbackUsers());
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }
}
