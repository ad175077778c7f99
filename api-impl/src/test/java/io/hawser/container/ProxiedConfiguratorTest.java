package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Qualifier;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Configurators that a CDI container has wrapped. Its proxies override every method, but only the methods that the
 * application overrides count. Runs with Weld, and with OpenWebBeans in {@link OpenWebBeansTest}.
 */
class ProxiedConfiguratorTest {

    private final HawserServerContainer server = new HawserServerContainer(Settings.defaults(), "", null);
    private SeContainer cdi;

    /** Wraps calls. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Wrapped {}

    /** Overrides nothing. */
    @Wrapped
    @Interceptor
    @jakarta.annotation.Priority(1)
    public static class Wrapper {
        @AroundInvoke
        Object call(InvocationContext context) throws Exception {
            return context.proceed();
        }
    }

    /** Refuses every origin. */
    @ApplicationScoped
    public static class Closed extends ServerEndpointConfig.Configurator {
        @Override
        public boolean checkOrigin(String origin) {
            return false;
        }
    }

    /** Does not override {@code checkOrigin}. */
    @ApplicationScoped
    public static class Plain extends ServerEndpointConfig.Configurator {
        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            response.getHeaders().put("X-Plain", List.of("yes"));
        }
    }

    /** Refuses every origin, and is intercepted. */
    @Wrapped
    @Dependent
    public static class ClosedAndWrapped extends ServerEndpointConfig.Configurator {
        @Override
        public boolean checkOrigin(String origin) {
            return false;
        }
    }

    /** Overrides nothing, and is intercepted. */
    @Wrapped
    @Dependent
    public static class PlainAndWrapped extends ServerEndpointConfig.Configurator {}

    /** Marks the bean of the producer. */
    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Made {}

    /** Produces an instance of a class that the proxy does not extend. */
    @Dependent
    public static class Producer {
        @Produces
        @Made
        @ApplicationScoped
        ServerEndpointConfig.Configurator make() {
            return new ServerEndpointConfig.Configurator() {
                @Override
                public boolean checkOrigin(String origin) {
                    return false;
                }
            };
        }
    }

    /** Does nothing. */
    public static class Silent extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    @BeforeEach
    void begin() {
        cdi = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(
                        Closed.class,
                        Plain.class,
                        ClosedAndWrapped.class,
                        PlainAndWrapped.class,
                        Producer.class,
                        Wrapper.class)
                .initialize();
    }

    @AfterEach
    void end() {
        cdi.close();
    }

    private int status(ServerEndpointConfig.Configurator configurator, String origin) throws Exception {
        String path = "/" + configurator.getClass().getName().hashCode() + origin.length();
        server.addEndpoint(ServerEndpointConfig.Builder.create(Silent.class, path)
                .configurator(configurator)
                .build());
        return server.upgrade(Handshakes.get(path, Handshakes.headers().add("Origin", origin)), Handshakes.FACTS)
                .response()
                .status();
    }

    @Test
    void whatWasWrittenIsAskedThroughTheProxy() throws Exception {
        for (Class<? extends ServerEndpointConfig.Configurator> type : List.of(Closed.class, ClosedAndWrapped.class)) {
            ServerEndpointConfig.Configurator proxy = cdi.select(type).get();
            assertThat(proxy.getClass()).as("it is a proxy").isNotEqualTo(type);
            assertThat(status(proxy, "http://localhost:8080"))
                    .as(type.getName())
                    .isEqualTo(403);
        }
    }

    @Test
    void whatWasNotWrittenIsLeftToThePlatform() throws Exception {
        for (Class<? extends ServerEndpointConfig.Configurator> type : List.of(Plain.class, PlainAndWrapped.class)) {
            ServerEndpointConfig.Configurator proxy = cdi.select(type).get();
            assertThat(proxy.getClass()).as("it is a proxy").isNotEqualTo(type);
            assertThat(status(proxy, "http://localhost:8080"))
                    .as(type.getName())
                    .isEqualTo(101);
            assertThat(status(proxy, "https://evil.example")).as(type.getName()).isEqualTo(403);
        }
    }

    @Test
    void theObjectBehindTheProxyCountsNotTheClassAboveIt() throws Exception {
        ServerEndpointConfig.Configurator proxy = cdi.select(
                        ServerEndpointConfig.Configurator.class,
                        Producer.class.getDeclaredMethod("make").getAnnotation(Made.class))
                .get();
        assertThat(proxy.getClass().getSuperclass()).isEqualTo(ServerEndpointConfig.Configurator.class);
        assertThat(status(proxy, "http://localhost:8080")).isEqualTo(403);
    }
}
