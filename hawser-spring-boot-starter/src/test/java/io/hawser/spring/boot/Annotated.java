package io.hawser.spring.boot;

import io.hawser.HawserSession;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;

/** An application with an annotated endpoint. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({Annotated.Counter.class, Annotated.Greeter.class, Annotated.Guarded.class, Annotated.Shared.class})
class Annotated {

    @Bean
    ServerEndpointExporter serverEndpointExporter() {
        return new ServerEndpointExporter();
    }

    @Bean
    Filter members() {
        return (request, response, chain) -> {
            if ("mallory".equals(((HttpServletRequest) request).getHeader("X-User"))) {
                ((HttpServletResponse) response).sendError(HttpServletResponse.SC_UNAUTHORIZED);
            } else {
                chain.doFilter(request, response);
            }
        };
    }

    /** What endpoints share. */
    @Component
    static class Counter {

        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger destroyed = new AtomicInteger();

        @Value("${greeting:hello}")
        private String greeting;

        int destroyed() {
            return destroyed.get();
        }
    }

    /** Counts the sessions, and its own messages. */
    @Component
    @ServerEndpoint("/greet/{name}")
    public static class Greeter implements DisposableBean {

        private final Counter counter;

        @Autowired
        private Environment environment;

        private int messages;

        Greeter(Counter counter) {
            this.counter = counter;
        }

        @OnOpen
        public void open(Session session) {
            counter.opened.incrementAndGet();
        }

        @OnMessage
        public String greet(String message, @PathParam("name") String name, Session session) {
            if (message.equals("carrier")) {
                return HawserSession.of(session).getClass().getPackageName();
            }
            if (message.equals("loader")) {
                return getClass().getClassLoader().toString();
            }
            if (message.equals("thread")) {
                LockSupport.parkNanos(30_000_000);
                return Thread.currentThread().getClass().getSimpleName();
            }
            messages++;
            return counter.greeting + " " + name + ", message " + messages + " of session " + counter.opened.get()
                    + (environment == null ? "" : ", injected");
        }

        @Override
        public void destroy() {
            counter.destroyed.incrementAndGet();
        }
    }

    /** Whose configurator asks the platform's default, as Spring's own does. */
    @Component
    @ServerEndpoint(value = "/guarded", configurator = Guarded.Configurator.class)
    public static class Guarded {

        @OnMessage
        public String answer(String message) {
            return message;
        }

        /** Asks for each origin. */
        public static class Configurator extends ServerEndpointConfig.Configurator {

            @Override
            public boolean checkOrigin(String origin) {
                return super.checkOrigin(origin);
            }
        }
    }

    /** A bean that is the endpoint of all sessions, by a configurator of the application. */
    @Component
    @ServerEndpoint(value = "/shared", configurator = Shared.Configurator.class)
    public static class Shared implements DisposableBean {

        private final AtomicBoolean destroyed = new AtomicBoolean();

        @OnMessage
        public String answer(String message) {
            return destroyed.get() ? "destroyed" : "alive";
        }

        @Override
        public void destroy() {
            destroyed.set(true);
        }

        /** Made by Spring itself. */
        public static class Configurator extends ServerEndpointConfig.Configurator {

            private final Shared shared;

            Configurator(Shared shared) {
                this.shared = shared;
            }

            @Override
            public <T> T getEndpointInstance(Class<T> endpointClass) {
                return endpointClass.cast(shared);
            }
        }
    }
}
