package io.hawser.servlet;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.EventListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * A component of Jetty: the handler of a context, reachable from the servlet context of an application, or a server.
 */
public final class FakeJetty implements LifeCycle {

    public final List<EventListener> listeners = new CopyOnWriteArrayList<>();
    /** The server of a context. */
    public final FakeJetty server;

    private FakeJetty(FakeJetty server) {
        this.server = server;
    }

    static FakeJetty contextHandler() {
        return new FakeJetty(new FakeJetty(null));
    }

    /** The methods of Jetty's servlet contexts that the specification does not have. */
    public interface Context {
        FakeJetty getContextHandler();
    }

    ServletContext context() {
        Class<?>[] types = {ServletContext.class, Context.class};
        return (ServletContext)
                Proxy.newProxyInstance(FakeJetty.class.getClassLoader(), types, (proxy, method, arguments) -> {
                    if (method.getName().equals("getContextHandler")) {
                        return this;
                    }
                    throw new AssertionError("nobody was expected to call " + method);
                });
    }

    public FakeJetty getServer() {
        return server;
    }

    public boolean addEventListener(EventListener listener) {
        return listeners.add(listener);
    }

    public boolean removeEventListener(EventListener listener) {
        return listeners.remove(listener);
    }

    public void stop() {
        listeners.forEach(listener -> ((LifeCycle.Listener) listener).lifeCycleStopping(this));
    }
}
