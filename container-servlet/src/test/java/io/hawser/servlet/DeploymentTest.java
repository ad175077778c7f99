package io.hawser.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.container.HawserServerContainer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextAttributeEvent;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentTest {

    private final FakeContext context = new FakeContext();
    private final HawserInitializer initializer = new HawserInitializer();

    /** Breaks a rule. */
    @ServerEndpoint("/bad")
    public static class Bad {
        @OnMessage
        public void message(Thread thread) {}
    }

    /** Fails in its constructor. */
    public static final class Broken extends ServerEndpointConfig.Configurator {
        /** Fails. */
        public Broken() {
            throw new IllegalStateException("there is no database");
        }
    }

    /** Has that configurator. */
    @ServerEndpoint(value = "/broken", configurator = Broken.class)
    public static class BrokenlyConfigured {}

    private HawserServerContainer container() {
        return (HawserServerContainer) context.attributes.get(ServerContainer.class.getName());
    }

    private static void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("hawser/app"));
    }

    @Test
    void aConfiguratorThatFailsKeepsTheApplicationFromStartingWhereFiltersAreMadeLater() throws Exception {
        FakeContext late = new FakeContext(Mark.UNDERTOW);
        initializer.onStartup(Set.of(BrokenlyConfigured.class), late.context);
        assertThatThrownBy(() -> late.listener.contextInitialized(new ServletContextEvent(late.context)))
                .hasMessageContaining("there is no database");
        late.destroy();
        noThreadIsLeft();
    }

    @Test
    void aConfiguratorThatFailsKeepsTheApplicationFromStarting() throws Exception {
        initializer.onStartup(Set.of(BrokenlyConfigured.class), context.context);
        context.listener.contextInitialized(new ServletContextEvent(context.context));
        assertThatThrownBy(() -> context.filter.init(null))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("there is no database");
        context.destroy();
        noThreadIsLeft();
    }

    @Test
    void theContainerIsInTheAttributeThoughThereAreNoEndpoints() throws Exception {
        initializer.onStartup(null, context.context);
        assertThat(container().endpoints()).isEmpty();
        context.destroy();
        assertThat(context.attributes).isEmpty();
        noThreadIsLeft();
    }

    @Test
    void theFilterComesBehindOthersAndSupportsAsynchronousRequests() throws Exception {
        initializer.onStartup(Set.of(Echo.class), context.context);
        assertThat(context.asyncSupported).isTrue();
        assertThat(context.afterOthers).isTrue();
        assertThat(context.dispatchers).isEqualTo(EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD));
        assertThat(container().endpoints()).containsOnlyKeys("/echo");
        context.destroy();
    }

    @Test
    void aSecondCallAddsItsEndpoints() throws Exception {
        initializer.onStartup(Set.of(), context.context);
        HawserServerContainer first = container();
        initializer.onStartup(Set.of(Echo.class), context.context);
        assertThat(container()).isSameAs(first);
        assertThat(first.endpoints()).containsOnlyKeys("/echo");
        context.destroy();
    }

    /**
     * As if another initializer or a listener of the application throws. In this case the server does not report the
     * end.
     */
    @ParameterizedTest
    @EnumSource
    void anApplicationThatDoesNotStartForAnotherReasonHasNoThreads(Mark server) throws Exception {
        FakeContext failing = new FakeContext(server);
        initializer.onStartup(Set.of(Echo.class), failing.context);
        noThreadIsLeft();
        failing.listener.contextInitialized(new ServletContextEvent(failing.context));
        failing.filter.init(null);
        noThreadIsLeft();
    }

    @Test
    void oneBadEndpointHasNoneDeployedAndEverythingStopped() {
        assertThatThrownBy(() -> initializer.onStartup(Set.of(Echo.class, Bad.class), context.context))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining(Bad.class.getName())
                .hasCauseInstanceOf(DeploymentException.class);
        noThreadIsLeft();
        assertThat(container().endpoints()).isEmpty();
    }

    @Test
    void aBadEndpointOfASecondCallStopsEverythingToo() throws Exception {
        initializer.onStartup(Set.of(Echo.class), context.context);
        assertThatThrownBy(() -> initializer.onStartup(Set.of(Bad.class), context.context))
                .isInstanceOf(ServletException.class);
        noThreadIsLeft();
        assertThat(container().endpoints()).isEmpty();
        assertThatThrownBy(() -> context.filter.init(null)).isInstanceOf(ServletException.class);
    }

    @Test
    void aBadEndpointThatAListenerHasAddedFailsTheStart() throws Exception {
        initializer.onStartup(Set.of(Echo.class), context.context);
        assertThatThrownBy(() -> container().addEndpoint(Bad.class)).isInstanceOf(DeploymentException.class);
        assertThatThrownBy(() -> context.filter.init(null))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining(Bad.class.getName());
        context.destroy();
        noThreadIsLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tomcat WebSocket (JSR356) Filter",
                "org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter",
                "org.eclipse.jetty.ee11.websocket.servlet.WebSocketUpgradeFilter"
            })
    void anImplementationWhoseFilterIsThereIsLeftInCharge(String filter) throws Exception {
        context.register(filter, "the.containers.Filter");
        initializer.onStartup(Set.of(Echo.class), context.context);
        assertThat(context.attributes).isEmpty();
        assertThat(context.filter).isNull();
        noThreadIsLeft();
        context.register(filter, Reserved.class.getName());
        initializer.onStartup(Set.of(Echo.class), context.context);
        assertThat(container().endpoints()).containsOnlyKeys("/echo");
        context.destroy();
    }

    static List<Object> castByTheirFilters() {
        return List.of(new org.glassfish.tyrus.Marked(), new io.undertow.websockets.jsr.Marked());
    }

    @ParameterizedTest
    @MethodSource("castByTheirFilters")
    void aContainerThatItsOwnFilterCastsIsLeftInTheAttribute(Object theirs) throws Exception {
        context.setAttribute(ServerContainer.class.getName(), theirs);
        initializer.onStartup(Set.of(Echo.class), context.context);
        assertThat(context.attributes).containsOnly(Map.entry(ServerContainer.class.getName(), theirs));
        assertThat(context.filter).isNull();
        noThreadIsLeft();
    }

    /** Jetty runs its own initializer before Hawser's or after it. */
    @Test
    void jettysOwnImplementationIsToldNotToStart() throws Exception {
        FakeContext jetty = new FakeContext(Mark.JETTY);
        initializer.onStartup(Set.of(Echo.class), jetty.context);
        assertThat(jetty.attributes).containsEntry("org.eclipse.jetty.websocket.jakarta", false);
        jetty.destroy();
    }

    /** As Tyrus of Payara 7 does where its initializer comes last. */
    @Test
    void containerThatAnotherInitializerSetsLaterIsReplaced() throws Exception {
        initializer.onStartup(Set.of(Echo.class), context.context);
        Object ours = context.getAttribute(ServerContainer.class.getName());
        context.setAttribute(ServerContainer.class.getName(), new org.glassfish.tyrus.Marked());
        context.listener.attributeReplaced(
                new ServletContextAttributeEvent(context.context, ServerContainer.class.getName(), ours));
        assertThat(context.getAttribute(ServerContainer.class.getName())).isSameAs(ours);
        context.destroy();
    }

    @Test
    void anApplicationThatAnotherImplementationServesEndsItsOwnClientAllTheSame() throws Exception {
        context.register("Tomcat WebSocket (JSR356) Filter", "the.containers.Filter");
        initializer.onStartup(Set.of(Echo.class), context.context);
        ServletContextListener end = (ServletContextListener) context.others.get(0);
        end.contextDestroyed(new ServletContextEvent(context.context));
        assertThat(context.attributes).isEmpty();
    }

    /** As if a server reads the fragment, but runs no initializers. */
    @Test
    void aReservedNameWithoutHawserIsToldOf() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                lines.add(new SimpleFormatter().formatMessage(logged));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.hawser.servlet");
        logger.addHandler(handler);
        try {
            new Reserved().init(Fakes.of(FilterConfig.class, new Config(context)));
            assertThat(lines)
                    .singleElement()
                    .asString()
                    .contains("no implementation serves")
                    .contains("at /app")
                    .contains("a filter")
                    .contains(HawserInitializer.class.getName());
            context.setAttribute(ServerContainer.class.getName(), "another's");
            new Reserved().init(Fakes.of(FilterConfig.class, new Config(context)));
            assertThat(lines).hasSize(1);
        } finally {
            logger.removeHandler(handler);
        }
    }

    /** The configuration of a filter. */
    public static final class Config {

        private final FakeContext context;

        Config(FakeContext context) {
            this.context = context;
        }

        public ServletContext getServletContext() {
            return context.context;
        }

        public String getFilterName() {
            return "a filter";
        }
    }

    @Test
    void theContainerOfAnotherImplementationIsReplacedInTheAttribute() throws Exception {
        context.setAttribute(ServerContainer.class.getName(), "another");
        initializer.onStartup(Set.of(Echo.class), context.context);
        assertThat(container().endpoints()).containsOnlyKeys("/echo");
        context.destroy();
    }

    @Test
    void theMappingIsThereAgainAfterARestart() throws Exception {
        for (int start = 0; start < 3; start++) {
            initializer.onStartup(Set.of(Echo.class), context.context);
            context.filter.init(null);
            assertThat(container().endpoints()).containsOnlyKeys("/echo");
            context.destroy();
            noThreadIsLeft();
        }
    }
}
