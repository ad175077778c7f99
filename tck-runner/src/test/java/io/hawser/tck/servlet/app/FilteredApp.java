package io.hawser.tck.servlet.app;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** An endpoint behind a usual filter, and one that fails in {@code onOpen}. */
public final class FilteredApp {

    private FilteredApp() {}

    /** Wraps request and response, does not support asynchronous requests, and adds a header field. */
    @WebFilter("/*")
    public static final class Wrapping implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            HttpServletResponse wrapped = new HttpServletResponseWrapper((HttpServletResponse) response);
            wrapped.setHeader("X-Filtered", "yes");
            chain.doFilter(new HttpServletRequestWrapper((HttpServletRequest) request), wrapped);
        }
    }

    /** Echoes. */
    @ServerEndpoint("/echo")
    public static final class Echo {
        @OnMessage
        public String answer(String text) {
            return text;
        }
    }

    /** Fails in {@code onOpen}. */
    @ServerEndpoint("/failing")
    public static final class Failing {
        @OnOpen
        public void onOpen() {
            throw new IllegalStateException("not today");
        }

        @OnError
        public void onError(Throwable failure) {
            // The requested failure.
        }
    }
}
