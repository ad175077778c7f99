package io.hawser.spring.boot;

import java.util.List;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;

/**
 * Takes away what Spring Boot switches on the WebSocket implementations of embedded servers with: an application has
 * them on its class path where it has not excluded them.
 */
final class ServersOwn implements BeanDefinitionRegistryPostProcessor {

    /** Of Tomcat one, of Jetty two. */
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

    /** An application may have a bean of that name. */
    private static boolean isSpringBoots(BeanDefinition definition) {
        return definition instanceof AnnotatedBeanDefinition annotated
                && annotated.getFactoryMethodMetadata() != null
                && annotated.getFactoryMethodMetadata().getDeclaringClassName().startsWith("org.springframework.boot.");
    }
}
