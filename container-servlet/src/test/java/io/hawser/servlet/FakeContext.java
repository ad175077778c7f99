package io.hawser.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.EventListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A servlet context that records its listeners, filters and attributes. */
public final class FakeContext {

    final Map<String, Object> attributes = new ConcurrentHashMap<>();
    final Map<String, String> parameters = new LinkedHashMap<>();
    final Map<String, FilterRegistration> registrations = new LinkedHashMap<>();
    public final ServletContext context;
    final ClassLoader loader;
    public SessionCookieConfig cookies;
    Filter filter;
    Filter logouts;
    final List<EventListener> others = new ArrayList<>();
    ApplicationListener listener;
    boolean asyncSupported;
    boolean afterOthers;
    EnumSet<DispatcherType> dispatchers;

    public FakeContext() {
        this(Mark.NOBODY);
    }

    public FakeContext(Mark mark) {
        this(mark, FakeContext.class.getClassLoader());
    }

    public FakeContext(Mark mark, ClassLoader loader) {
        this.context = Fakes.of(ServletContext.class, this, mark.ofContext);
        this.loader = loader;
        // Limits the waiting times of tests.
        parameters.put("io.hawser.shutdownTimeout", "5000");
    }

    public Object getAttribute(String name) {
        return attributes.get(name);
    }

    public void setAttribute(String name, Object value) {
        if (value == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
    }

    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    public String getInitParameter(String name) {
        return parameters.get(name);
    }

    public Enumeration<String> getInitParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    public String getContextPath() {
        return "/app";
    }

    /** A text that an administrator has set to hide name and version. */
    public String getServerInfo() {
        return "Web Server";
    }

    public SessionCookieConfig getSessionCookieConfig() {
        return cookies;
    }

    public ClassLoader getClassLoader() {
        return loader;
    }

    public <T extends EventListener> void addListener(T added) {
        if (added instanceof ApplicationListener ours) {
            listener = ours;
        } else {
            others.add(added);
        }
    }

    public FilterRegistration.Dynamic addFilter(String name, Filter added) {
        if (added instanceof LogoutFilter) {
            logouts = added;
        } else {
            filter = added;
        }
        return Fakes.of(FilterRegistration.Dynamic.class, new Registration());
    }

    public FilterRegistration getFilterRegistration(String name) {
        return registrations.get(name);
    }

    /** Pretends that a filter is registered already. */
    void register(String name, String className) {
        registrations.put(name, Fakes.of(FilterRegistration.class, new Named(className)));
    }

    /** Undeploys the application. */
    void destroy() {
        if (filter != null) {
            filter.destroy();
        }
        listener.contextDestroyed(new ServletContextEvent(context));
    }

    void sessionDestroyed(HttpSession session) {
        listener.sessionDestroyed(new HttpSessionEvent(session));
    }

    void attributeRemoved(HttpSession session, String name) {
        listener.attributeRemoved(new HttpSessionBindingEvent(session, name));
    }

    void sessionIdChanged(HttpSession session, String before) {
        listener.sessionIdChanged(new HttpSessionEvent(session), before);
    }

    /** The registration of a foreign filter. */
    public static final class Named {
        private final String className;

        Named(String className) {
            this.className = className;
        }

        public String getClassName() {
            return className;
        }
    }

    /** The registration of Hawser's filters. The last one is recorded. */
    public final class Registration {

        public void setAsyncSupported(boolean supported) {
            asyncSupported = supported;
        }

        public void addMappingForUrlPatterns(EnumSet<DispatcherType> types, boolean after, String... patterns) {
            dispatchers = types;
            afterOthers = after;
        }
    }
}
