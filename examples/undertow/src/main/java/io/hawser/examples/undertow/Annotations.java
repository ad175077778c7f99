package io.hawser.examples.undertow;

import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.annotation.WebServlet;
import java.util.EventListener;
import java.util.LinkedHashSet;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * What the classes of a WAR say about themselves.
 *
 * @param classes the classes
 * @param deployment what Undertow is told
 */
record Annotations(WarClasses classes, DeploymentInfo deployment) {

    void apply() {
        classes.annotated(WebServlet.class).forEach(this::addServlet);
        classes.annotated(WebFilter.class).forEach(this::addFilter);
        classes.annotated(WebListener.class)
                .forEach(type -> deployment.addListener(new ListenerInfo(type.asSubclass(EventListener.class))));
        ServiceLoader.load(ServletContainerInitializer.class, deployment.getClassLoader()).stream()
                .forEach(provider -> addInitializer(provider.type()));
    }

    private void addServlet(Class<?> type) {
        WebServlet annotation = type.getAnnotation(WebServlet.class);
        ServletInfo servlet = new ServletInfo(name(annotation.name(), type), type.asSubclass(Servlet.class))
                .addMappings(annotation.value())
                .addMappings(annotation.urlPatterns())
                .setAsyncSupported(annotation.asyncSupported());
        if (annotation.loadOnStartup() >= 0) {
            servlet.setLoadOnStartup(annotation.loadOnStartup());
        }
        for (WebInitParam parameter : annotation.initParams()) {
            servlet.addInitParam(parameter.name(), parameter.value());
        }
        deployment.addServlet(servlet);
    }

    private void addFilter(Class<?> type) {
        WebFilter annotation = type.getAnnotation(WebFilter.class);
        String name = name(annotation.filterName(), type);
        FilterInfo filter =
                new FilterInfo(name, type.asSubclass(Filter.class)).setAsyncSupported(annotation.asyncSupported());
        for (WebInitParam parameter : annotation.initParams()) {
            filter.addInitParam(parameter.name(), parameter.value());
        }
        deployment.addFilter(filter);
        for (DispatcherType dispatcher : annotation.dispatcherTypes()) {
            for (String pattern : annotation.value()) {
                deployment.addFilterUrlMapping(name, pattern, dispatcher);
            }
            for (String pattern : annotation.urlPatterns()) {
                deployment.addFilterUrlMapping(name, pattern, dispatcher);
            }
            for (String servlet : annotation.servletNames()) {
                deployment.addFilterServletNameMapping(name, servlet, dispatcher);
            }
        }
    }

    private static String name(String given, Class<?> type) {
        return given.isEmpty() ? type.getName() : given;
    }

    private void addInitializer(Class<? extends ServletContainerInitializer> type) {
        Set<Class<?>> given = new LinkedHashSet<>();
        HandlesTypes handles = type.getAnnotation(HandlesTypes.class);
        if (handles != null) {
            for (Class<?> handled : handles.value()) {
                given.addAll(classes.handled(handled));
            }
        }
        // The specification has null where there is none.
        deployment.addServletContainerInitializer(
                new ServletContainerInitializerInfo(type, given.isEmpty() ? null : given));
    }
}
