package io.hawser.spring.boot;

import io.hawser.InstanceSource;
import jakarta.inject.Provider;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.stereotype.Component;

/**
 * Lets Spring create endpoints, configurators, encoders and decoders. Each session gets a new instance, as the
 * specification requires, independent of the scope of a bean of that class. Spring injects all dependencies.
 *
 * <p>The class loader of the servlet context identifies an application. Hawser runs the application's code with this
 * class loader.
 */
public final class SpringInstances implements InstanceSource {

    private static final Map<ClassLoader, AutowireCapableBeanFactory> FACTORIES =
            Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * The instances that Spring has created here. Other instances are not destroyed, because a configurator may have
     * returned a bean that is used elsewhere.
     */
    private static final Map<Object, AutowireCapableBeanFactory> MADE =
            Collections.synchronizedMap(new IdentityHashMap<>());

    /** Called by {@link java.util.ServiceLoader}. */
    public SpringInstances() {}

    static void begin(ClassLoader application, AutowireCapableBeanFactory factory) {
        FACTORIES.put(application, factory);
    }

    static void end(ClassLoader application) {
        AutowireCapableBeanFactory ended = FACTORIES.remove(application);
        MADE.values().removeIf(factory -> factory == ended);
    }

    @Override
    public <T> Optional<Provider<T>> providerOf(Class<T> type) {
        AutowireCapableBeanFactory factory = FACTORIES.get(application());
        if (factory != null) {
            return Optional.of(() -> create(type, factory));
        }
        return isLeftToSpring(type) ? Optional.of(() -> create(type, startedFactory(type))) : Optional.empty();
    }

    private static ClassLoader application() {
        return Thread.currentThread().getContextClassLoader();
    }

    private static <T> T create(Class<T> type, AutowireCapableBeanFactory factory) {
        T instance = factory.createBean(type);
        MADE.put(instance, factory);
        return instance;
    }

    /**
     * Returns whether only Spring can create an instance. A servlet container deploys the endpoints of a WAR file
     * before the application context starts.
     */
    private static boolean isLeftToSpring(Class<?> type) {
        return Stream.of(type.getConstructors()).noneMatch(constructor -> constructor.getParameterCount() == 0)
                && MergedAnnotations.from(type).isPresent(Component.class);
    }

    private static AutowireCapableBeanFactory startedFactory(Class<?> type) {
        AutowireCapableBeanFactory factory = FACTORIES.get(application());
        if (factory == null) {
            throw new IllegalStateException(type.getName()
                    + " has no public constructor without arguments, and this web application has no application"
                    + " context of Spring Boot that could create an instance");
        }
        return factory;
    }

    @Override
    public void release(Object instance) {
        AutowireCapableBeanFactory factory = MADE.remove(instance);
        if (factory != null) {
            factory.destroyBean(instance);
        }
    }
}
