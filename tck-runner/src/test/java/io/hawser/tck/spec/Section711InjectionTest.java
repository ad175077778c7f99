package io.hawser.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.websocket.Encoder;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Section 7.1.1: WebSocket Endpoints and Dependency Injection. Weld SE replaces a Jakarta EE platform. */
class Section711InjectionTest {

    /** A bean that is shared by all users. */
    @ApplicationScoped
    public static class Counter {
        private final AtomicInteger count = new AtomicInteger();

        /** {@return the next number} */
        public int next() {
            return count.incrementAndGet();
        }
    }

    /** Marks the methods that are recorded. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    public @interface Noted {}

    /** Records calls. */
    @Noted
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    public static class Notes {
        /** Intercepts a call. */
        @AroundInvoke
        public Object note(InvocationContext call) throws Exception {
            Journal.add("before " + call.getMethod().getName());
            return call.proceed();
        }
    }

    /** Has an injected field, method and constructor. */
    @ServerEndpoint(value = "/injected", encoders = Numbering.class, configurator = Greeting.class)
    public static class Injected {
        private final Counter byConstructor;
        private Counter byMethod;

        @Inject
        Counter byField;

        /** The constructor that the platform calls. */
        @Inject
        public Injected(Counter counter) {
            byConstructor = counter;
        }

        @Inject
        void set(Counter counter) {
            byMethod = counter;
        }

        /** Answers with an object that only the encoder can send. */
        @OnMessage
        @Noted
        public StringBuilder count(String message) {
            return new StringBuilder(message)
                    .append(byConstructor.next())
                    .append(byMethod.next())
                    .append(byField.next());
        }
    }

    /** Encodes with the injected bean. */
    public static class Numbering implements Encoder.Text<StringBuilder> {
        @Inject
        Counter counter;

        @Override
        public String encode(StringBuilder text) {
            return text.append(counter.next()).toString();
        }
    }

    /** Adds the injected bean to a handshake. */
    public static class Greeting extends ServerEndpointConfig.Configurator {
        @Inject
        Counter counter;

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            Journal.add("handshake with a counter " + (counter != null));
            response.getHeaders().put("X-Injected", List.of("yes"));
        }
    }

    @Test
    @Proves("7.1.1-1")
    void fieldsMethodsAndConstructorsAreInjectedAndInterceptorsStandAroundMethods() throws Exception {
        try (SeContainer cdi = SeContainerInitializer.newInstance()
                        .disableDiscovery()
                        .addBeanClasses(Counter.class, Notes.class)
                        .initialize();
                Site site = Site.of(Injected.class)) {
            assertThat(cdi.isRunning()).isTrue();
            Client client = new Client();
            try (Session session = site.connect(client, "/injected")) {
                session.getBasicRemote().sendText("n");
                client.expect("text n1234");
            }
            Journal.expect("handshake with a counter true", "before count");
        }
    }
}
