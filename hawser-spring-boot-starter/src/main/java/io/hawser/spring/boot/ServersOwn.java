package io.hawser.spring.boot;

import java.util.List;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;

/**
 * Removes the beans with which Spring Boot turns on the WebSocket implementations of embedded servers. An application
 * has these implementations on its class path if it has not excluded them.
 */
final class ServersOwn implements BeanDefinitionRegistryPostProcessor {

    /** The names of the beans: one for Tomcat, two for Jetty. */
    private static final List<String> SWITCHES = List.of(
            "webSocketWebServerCustomizer",
            "websocketServletWebServerCustomizer",
            "websocketUpgradeFilterWebServerCustomizer");

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        for (String name : SWITCHES) {
            if (registry.containsBeanDefinition(name) && isSpringBoots(registry.getBeanDefinition(name))) {
                registry.removeBeanDefinition(name);
            }
        }
    }

    /** {@return whether a bean is Spring Boot's, since an application may have a bean with the same name} */
    private static boolean isSpringBoots(BeanDefinition definition) {
        return definition instanceof AnnotatedBeanDefinition annotated
                && annotated.getFactoryMethodMetadata() != null
                && annotated.getFactoryMethodMetadata().getDeclaringClassName().startsWith("org.springframework.boot.");
    }
}
