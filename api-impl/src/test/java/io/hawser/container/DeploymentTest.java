package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.Settings;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class DeploymentTest {

    private final HawserServerContainer container = new HawserServerContainer(Settings.defaults(), "/app", null);

    /** Well-formed. */
    @ServerEndpoint("/good")
    public static class Good {
        @OnMessage
        public String text(String message) {
            return message;
        }
    }

    /** Well-formed. */
    @ServerEndpoint("/other")
    public static class Other {}

    /** Breaks a rule. */
    @ServerEndpoint("/bad")
    public static class Bad {
        @OnMessage
        public void text(String message) {}

        @OnMessage
        public void again(String message) {}
    }

    /** The class of its configurator cannot be loaded. */
    @ServerEndpoint(value = "/broken", configurator = Broken.Configurator.class)
    public static class Broken {
        /** Fails when it is initialised. */
        public static class Configurator extends ServerEndpointConfig.Configurator {
            static final int NUMBER = Integer.parseInt("none");
        }
    }

    /** Records the context class loader of its constructor. */
    @ServerEndpoint(value = "/context", configurator = Context.Configurator.class)
    public static class Context {
        static ClassLoader seen;

        /** Records the context class loader. */
        public static class Configurator extends ServerEndpointConfig.Configurator {
            public Configurator() {
                seen = Thread.currentThread().getContextClassLoader();
            }
        }
    }

    /** Does nothing. */
    @ClientEndpoint
    public static class Client {}

    @Test
    void oneBadEndpointTakesTheWholeApplicationOutOfService() throws Exception {
        container.addEndpoint(Good.class);
        try (MemoryConnector connector = new MemoryConnector(container)) {
            HawserClientContainer client = new HawserClientContainer(Settings.defaults(), connector);
            Session session = client.connectToServer(new Client(), URI.create("ws://localhost/app/good"));
            assertThatThrownBy(() -> container.addEndpoint(Bad.class))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(Bad.class.getName());
            connector.pump();
            assertThat(session.isOpen()).isFalse();
            assertThatThrownBy(() -> client.connectToServer(new Client(), URI.create("ws://localhost/app/good")))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("404");
        }
        assertThat(container.endpoints()).isEmpty();
        assertThatThrownBy(() -> container.addEndpoint(Other.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("/app")
                .hasMessageContaining(Bad.class.getName());
        assertThatThrownBy(() -> container.addEndpoint(Good.class)).isInstanceOf(DeploymentException.class);
        assertThatThrownBy(container::endDeployment).isInstanceOf(DeploymentException.class);
    }

    @Test
    void afterTheDeploymentPhaseABadEndpointHarmsNobody() throws Exception {
        container.addEndpoint(Good.class);
        container.endDeployment();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> container.addEndpoint(Bad.class)).isInstanceOf(DeploymentException.class);
        }
        container.addEndpoint(Other.class);
        assertThat(container.endpoints()).containsOnlyKeys("/good", "/other");
    }

    @Test
    void theSameAnnotatedClassIsDeployedOnce() throws Exception {
        container.addEndpoint(Good.class);
        container.addEndpoint(Good.class);
        assertThat(container.endpoints()).containsOnlyKeys("/good").containsValue(Good.class);
    }

    @Test
    void anErrorOfTheUsersCodeIsADeploymentException() {
        assertThatThrownBy(() -> container.addEndpoint(Broken.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(Broken.class.getName());
    }

    @Test
    void whatIsLeftOfAStoppedApplicationCanBeCut() throws Exception {
        container.addEndpoint(Good.class);
        try (MemoryConnector connector = new MemoryConnector(container)) {
            HawserClientContainer client = new HawserClientContainer(Settings.defaults(), connector);
            client.connectToServer(new Client(), URI.create("ws://localhost/app/good"));
            container.shutdown();
            assertThat(container.isIdle()).as("the client has not answered yet").isFalse();
            container.abort(new IOException("undeployed"));
            connector.pump();
            assertThat(container.isIdle()).isTrue();
        }
    }

    @Test
    void aStoppedApplicationTakesNoEndpoints() {
        container.shutdown();
        assertThatThrownBy(() -> container.addEndpoint(Good.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("stopped");
    }

    /** A value that the container has set before the configurator was created. */
    private static String carried = "nothing";

    /** Reads that value in its constructor. */
    public static final class Needy extends ServerEndpointConfig.Configurator {
        private static String found;

        /** Records the value, or fails. */
        public Needy() {
            if (carried.equals("a failure")) {
                throw new IllegalStateException("there was " + carried);
            }
            found = carried;
        }
    }

    @ServerEndpoint(value = "/needy", configurator = Needy.class)
    static class NeedyEndpoint {
        public NeedyEndpoint() {}
    }

    private static HawserServerContainer carriedContainer() {
        return new HawserServerContainer(
                Settings.defaults(), "/app", null, null, (request, response, config, pathParameters) -> {});
    }

    @Test
    void aCarriedApplicationMakesItsConfiguratorsWhenTheDeploymentEnds() throws Exception {
        HawserServerContainer server = carriedContainer();
        carried = "nothing";
        server.addEndpoint(NeedyEndpoint.class);
        carried = "injection";
        server.endDeployment();
        assertThat(Needy.found).isEqualTo("injection");
        assertThat(server.endpoints()).containsOnlyKeys("/needy");
    }

    @Test
    void aConfiguratorThatFailsAtTheEndOfTheDeploymentHaltsTheApplication() throws Exception {
        HawserServerContainer server = carriedContainer();
        server.addEndpoint(NeedyEndpoint.class);
        carried = "a failure";
        assertThatThrownBy(server::endDeployment)
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(NeedyEndpoint.class.getName())
                .hasMessageContaining("there was a failure");
        assertThat(server.endpoints()).isEmpty();
    }

    @Test
    void afterTheDeploymentAConfiguratorIsMadeAtOnce() throws Exception {
        HawserServerContainer server = carriedContainer();
        server.endDeployment();
        carried = "a failure";
        assertThatThrownBy(() -> server.addEndpoint(NeedyEndpoint.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("there was a failure");
        assertThat(server.endpoints()).isEmpty();
        carried = "something";
        server.addEndpoint(NeedyEndpoint.class);
        assertThat(Needy.found).isEqualTo("something");
        assertThat(server.endpoints()).containsOnlyKeys("/needy");
    }

    @Test
    void whatTheDeploymentRunsOfTheApplicationHasItsContextClassLoader() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
            new HawserServerContainer(Settings.defaults(), "/", null, loader).addEndpoint(Context.class);
            assertThat(Context.seen).isSameAs(loader);
        }
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }
}
