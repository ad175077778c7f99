package io.undertow.websockets.jsr;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.ArrayList;
import java.util.List;

/** A fake of the listener that starts and ends Undertow's own implementation. */
public final class Bootstrap implements ServletContextListener {

    /** The calls in their order. */
    public final List<String> calls = new ArrayList<>();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        calls.add("start");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        calls.add("end");
    }
}
