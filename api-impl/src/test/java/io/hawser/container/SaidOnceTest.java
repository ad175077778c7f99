package io.hawser.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hawser.Settings;
import io.hawser.session.Log;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message names the fault of an endpoint once, and not again in the message of the cause. */
class SaidOnceTest {

    private final HawserServerContainer server = new HawserServerContainer(Settings.defaults(), "", null);

    /** Has a path without a slash. */
    @ServerEndpoint("no-slash")
    public static class WithoutSlash {
        @OnOpen
        void open() {}
    }

    /** An incomplete class. */
    public abstract static class AbstractEncoder implements Encoder.Text<String> {}

    /** Has the faulty part. */
    @ServerEndpoint(value = "/a", encoders = AbstractEncoder.class)
    public static class WithAbstractEncoder {
        @OnOpen
        void open() {}
    }

    @ServerEndpoint("/b")
    static class NotPublic {
        @OnOpen
        void open() {}
    }

    /** Has no fault, but its configuration has a wrong setting. */
    @ServerEndpoint("/c")
    public static class Plain {
        @OnOpen
        void open() {}
    }

    @ParameterizedTest
    @ValueSource(classes = {WithoutSlash.class, WithAbstractEncoder.class, NotPublic.class})
    void aRuleThatIsBrokenHasNoCause(Class<?> endpointClass) {
        assertThat(catchThrowable(() -> server.addEndpoint(endpointClass)))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(endpointClass.getName())
                .hasNoCause();
    }

    @Test
    void aSettingThatIsWrongHasNoCause() {
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(Plain.class, "/c").build();
        config.getUserProperties().put("io.hawser.allowedOrigins", "https://example.com/");
        assertThat(catchThrowable(() -> server.addEndpoint(config)))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("has a slash at its end")
                .hasNoCause();
    }

    @Test
    void aClassThatIsNotThereHasNoCause() {
        assertThat(catchThrowable(() ->
                        Archive.ofNames(List.of("no.such.Class"), getClass().getClassLoader())))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("no.such.Class")
                .hasNoCause();
    }

    /** Fails in its constructor. */
    public static class Failing extends ServerEndpointConfig.Configurator {
        /** Fails. */
        public Failing() {
            throw new IllegalStateException("broken by design");
        }
    }

    /** Has the faulty part. */
    @ServerEndpoint(value = "/d", configurator = Failing.class)
    public static class WithFailing {
        @OnOpen
        void open() {}
    }

    @Test
    void whatTheApplicationHasThrownIsTheCause() {
        assertThat(catchThrowable(() -> server.addEndpoint(WithFailing.class)))
                .hasMessageContaining(Failing.class.getName())
                .cause()
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("broken by design");
    }

    /** Throws from a method of a configuration. */
    public static class Broken extends Endpoint {
        static final ServerEndpointConfig CONFIG = new ServerEndpointConfig() {
            private final ServerEndpointConfig complete =
                    ServerEndpointConfig.Builder.create(Broken.class, "/e").build();

            @Override
            public Class<?> getEndpointClass() {
                return Broken.class;
            }

            @Override
            public String getPath() {
                throw new IllegalStateException("broken by design");
            }

            @Override
            public List<String> getSubprotocols() {
                return complete.getSubprotocols();
            }

            @Override
            public List<Extension> getExtensions() {
                return complete.getExtensions();
            }

            @Override
            public Configurator getConfigurator() {
                return complete.getConfigurator();
            }

            @Override
            public List<Class<? extends Encoder>> getEncoders() {
                return complete.getEncoders();
            }

            @Override
            public List<Class<? extends jakarta.websocket.Decoder>> getDecoders() {
                return complete.getDecoders();
            }

            @Override
            public Map<String, Object> getUserProperties() {
                return complete.getUserProperties();
            }
        };

        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    @Test
    void theLogLineOfADeploymentTellsTheCauseToo() throws Exception {
        HawserServerContainer deploying = new HawserServerContainer(Settings.defaults(), "/app", null);
        try (Log log = new Log("io.hawser.container")) {
            Throwable thrown = catchThrowable(() -> deploying.addEndpoint(Broken.CONFIG));
            assertThat(thrown)
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageEndingWith("java.lang.IllegalStateException was thrown")
                    .cause()
                    .hasMessage("broken by design");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .endsWith("was thrown (java.lang.IllegalStateException: broken by design)");
        }
    }

    /** Fails in its constructor. */
    @ClientEndpoint
    public static class FailingClient {
        /** Fails. */
        public FailingClient() {
            throw new IllegalStateException("broken by design");
        }

        @OnOpen
        void open() {}
    }

    /** Fails in its constructor. */
    public static class FailingClientConfigurator extends ClientEndpointConfig.Configurator {
        /** Fails. */
        public FailingClientConfigurator() {
            throw new IllegalStateException("broken by design");
        }
    }

    /** Has the faulty part. */
    @ClientEndpoint(configurator = FailingClientConfigurator.class)
    public static class WithFailingConfigurator {
        @OnOpen
        void open() {}
    }

    @ParameterizedTest
    @ValueSource(classes = {FailingClient.class, WithFailingConfigurator.class})
    void aClientIsNotToldTwiceWhatWasThrown(Class<?> endpointClass) throws Exception {
        try (MemoryConnector connector = new MemoryConnector(server)) {
            HawserClientContainer client = new HawserClientContainer(Settings.defaults(), connector);
            assertThat(catchThrowable(() -> client.connectToServer(endpointClass, URI.create("ws://localhost/x"))))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(endpointClass.getName())
                    .hasMessageNotContaining("broken by design")
                    .cause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("broken by design");
        }
    }

    /** Has a name that is null. */
    private static final class Nameless implements Extension {
        @Override
        public String getName() {
            throw new IllegalStateException("broken by design");
        }

        @Override
        public List<Parameter> getParameters() {
            return List.of();
        }
    }

    @Test
    void anExtensionThatThrowsIsNamedOnBothSides() throws Exception {
        List<Extension> extensions = List.of(new Nameless());
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Broken.class, "/f")
                .extensions(extensions)
                .build();
        Throwable ofServer = catchThrowable(() -> server.addEndpoint(config));
        try (MemoryConnector connector = new MemoryConnector(server)) {
            HawserClientContainer client = new HawserClientContainer(Settings.defaults(), connector);
            Throwable ofClient = catchThrowable(() -> client.connectToServer(
                    new Broken(),
                    ClientEndpointConfig.Builder.create().extensions(extensions).build(),
                    URI.create("ws://localhost/f")));
            for (Throwable thrown : List.of(ofServer, ofClient)) {
                assertThat(thrown)
                        .isInstanceOf(DeploymentException.class)
                        .hasMessageContaining(
                                Nameless.class.getName() + " has thrown java.lang.IllegalStateException from getName")
                        .cause()
                        .hasMessage("broken by design");
            }
        }
    }
}
