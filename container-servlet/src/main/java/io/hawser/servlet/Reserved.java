package io.hawser.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * Keeps the name of a filter from a servlet container's own WebSocket implementation, which registers none where there
 * is one of its name already: {@code META-INF/web-fragment.xml} says so before the container's implementation begins.
 * Mapped to nothing. For containers alone.
 */
public final class Reserved implements Filter {

    /** Called by the container. */
    public Reserved() {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
    }
}
