package io.hawser.spring.boot;

import io.hawser.Setting;
import io.hawser.log.Log;
import io.hawser.servlet.HawserInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.util.ReflectionUtils;

/**
 * Serves the WebSocket endpoints of an application context while its web server runs. It starts Hawser when all filters
 * of the application are registered. These filters run before the one that upgrades, and may refuse a handshake.
 */
final class Serving
        implements WebServerFactoryCustomizer<WebServerFactory>,
                ApplicationListener<ContextClosedEvent>,
                ApplicationContextAware,
                Ordered {

    private static final Log LOG = Log.of(Serving.class);

    /** Its name in all releases, unlike that of Spring's own class for it. */
    private static final String SPRINGS_VIRTUAL = "spring.threads.virtual.enabled";

    private static final int FIRST_WITH_VIRTUAL = 21;

    private final HawserProperties properties;
    private ApplicationContext applicationContext;
    private volatile ServletContext servletContext;

    Serving(HawserProperties properties) {
        this.properties = properties;
    }

    @Override
    public void setApplicationContext(ApplicationContext context) {
        applicationContext = context;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    /**
     * Adds an initializer, which runs after the beans that are filters, servlets and initializers. The method is called
     * by reflection, since its interface is in another package in Spring Boot 3.
     */
    @Override
    public void customize(WebServerFactory factory) {
        Method add =
                ReflectionUtils.findMethod(factory.getClass(), "addInitializers", ServletContextInitializer[].class);
        if (add == null) {
            LOG.log(
                    Level.WARNING,
                    () -> "Hawser does not serve the WebSocket endpoints of this application: the web server of "
                            + factory.getClass().getName() + " has no servlets");
        } else {
            ReflectionUtils.makeAccessible(add);
            ServletContextInitializer[] initializers = {this::begin};
            ReflectionUtils.invokeMethod(add, factory, (Object) initializers);
        }
    }

    private void begin(ServletContext context) throws ServletException {
        initParameters().forEach(context::setInitParameter);
        SpringInstances.begin(context.getClassLoader(), applicationContext.getAutowireCapableBeanFactory());
        // This listener is called after Hawser's own listener, which is added later, and even if the application fails
        // to start.
        context.addListener(new InstancesEnd());
        servletContext = context;
        new HawserInitializer().onStartup(Set.of(), context);
    }

    /** {@return the properties of the application} Methods run on virtual threads if Spring's own do. */
    private Map<String, String> initParameters() {
        Map<String, String> parameters = properties.initParameters();
        String virtual = Setting.VIRTUAL_THREADS.property();
        if (System.getProperty(virtual) == null) {
            boolean springs = applicationContext.getEnvironment().getProperty(SPRINGS_VIRTUAL, Boolean.class, false);
            // Spring ignores its property on a JDK that has no virtual threads.
            parameters.putIfAbsent(
                    virtual, String.valueOf(springs && Runtime.version().feature() >= FIRST_WITH_VIRTUAL));
        }
        return parameters;
    }

    /**
     * Stops Hawser before the server. Embedded servers abort their connections before they destroy the servlet context.
     * A close with 1001 is not possible any more at that time.
     */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        ServletContext context = servletContext;
        if (context != null && event.getApplicationContext() == applicationContext) {
            HawserInitializer.stop(context);
        }
    }

    private static final class InstancesEnd implements ServletContextListener {

        @Override
        public void contextDestroyed(ServletContextEvent event) {
            SpringInstances.end(event.getServletContext().getClassLoader());
        }
    }
}
