package io.hawser.tck.servlet.app;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** A bean of the HTTP session, in requests and in callbacks. */
public final class SessionBeanApp {

    private SessionBeanApp() {}

    /** Counts. */
    @SessionScoped
    public static class Counter implements Serializable {

        private static final long serialVersionUID = 1;

        private final AtomicInteger count = new AtomicInteger();

        /** {@return the next number} */
        public int next() {
            return count.incrementAndGet();
        }
    }

    /** Begins an HTTP session, and counts. Jetty without a module for CDI does not inject servlets. */
    @WebServlet("/counter")
    public static class Page extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getSession(true);
            response.getWriter().print(CDI.current().select(Counter.class).get().next());
        }
    }

    /** Counts. */
    @ServerEndpoint("/counter-messages")
    public static class Messages {

        @Inject
        private Counter counter;

        @OnMessage
        public String next(String message) {
            try {
                return String.valueOf(counter.next());
            } catch (ContextNotActiveException e) {
                return "not active";
            }
        }
    }
}
