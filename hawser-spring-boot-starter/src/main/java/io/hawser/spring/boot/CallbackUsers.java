package io.hawser.spring.boot;

import io.hawser.servlet.HawserInitializer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Keeps the user of Spring Security for callbacks: {@link SecurityContextHolder} has the user of the handshake in all
 * callbacks of the connection. So methods with {@code @PreAuthorize} can be called from them. This filter comes after
 * those of Spring Security, and before the one that upgrades.
 */
final class CallbackUsers implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest httpRequest && httpRequest.getHeader("Upgrade") != null) {
            Authentication user = SecurityContextHolder.getContext().getAuthentication();
            if (user != null) {
                request.setAttribute(HawserInitializer.CALLBACK_EXECUTOR, executor(user));
            }
        }
        chain.doFilter(request, response);
    }

    /** {@return an executor that gives each task a security context of its own, since a task may change it} */
    private static Executor executor(Authentication user) {
        return task -> {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(user);
            new DelegatingSecurityContextRunnable(task, context).run();
        };
    }
}
