package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultConfiguratorTest {

    private final ServerEndpointConfig.Configurator configurator = new DefaultConfigurator();

    private record NamedExtension(String name, List<Extension.Parameter> parameters) implements Extension {

        NamedExtension(String name) {
            this(name, List.of());
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public List<Extension.Parameter> getParameters() {
            return parameters;
        }
    }

    private record NamedParameter(String name) implements Extension.Parameter {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getValue() {
            return null;
        }
    }

    @Test
    void serviceLoaderFindsIt() {
        ServerEndpointConfig config =
                ServerEndpointConfig.Builder.create(Object.class, "/").build();
        assertThat(config.getConfigurator()).isInstanceOf(DefaultConfigurator.class);
        assertThat(new ServerEndpointConfig.Configurator().getContainerDefaultConfigurator())
                .isInstanceOf(DefaultConfigurator.class);
    }

    @Test
    void itIsItsOwnDefault() {
        assertThat(configurator.getContainerDefaultConfigurator()).isSameAs(configurator);
    }

    @Test
    void firstSubprotocolOfTheClientThatIsSupportedWins() {
        assertThat(configurator.getNegotiatedSubprotocol(List.of("d", "c", "b"), List.of("a", "b", "c")))
                .isEqualTo("b");
    }

    @Test
    void noSubprotocolInCommonIsTheEmptyString() {
        assertThat(configurator.getNegotiatedSubprotocol(List.of("a"), List.of("A", "b")))
                .isEmpty();
        assertThat(configurator.getNegotiatedSubprotocol(List.of(), List.of("a")))
                .isEmpty();
        assertThat(configurator.getNegotiatedSubprotocol(List.of("a"), List.of()))
                .isEmpty();
    }

    @Test
    void extensionsKeepTheOrderAndTheParametersOfTheClient() {
        Extension b = new NamedExtension("b", List.of(new NamedParameter("x")));
        Extension a = new NamedExtension("a");
        Extension otherB = new NamedExtension("b");
        List<Extension> installed = List.of(new NamedExtension("a"), new NamedExtension("b"), new NamedExtension("d"));
        assertThat(configurator.getNegotiatedExtensions(installed, List.of(b, new NamedExtension("c"), a, otherB)))
                .containsExactly(b, a, otherB);
        assertThat(configurator.getNegotiatedExtensions(List.of(), List.of(a))).isEmpty();
    }

    /** In this case another implementation serves, and its users have not chosen Hawser's policy. */
    @Test
    void outsideOfAHandshakeEveryOriginIsLetIn() {
        assertThat(configurator.checkOrigin("https://elsewhere.example")).isTrue();
        assertThat(configurator.checkOrigin(null)).isTrue();
    }

    @Test
    void handshakeIsLeftAsItIs() {
        configurator.modifyHandshake(null, null, null);
    }

    static class Chat {
        public Chat() {}
    }

    static class Closed {
        Closed() {}
    }

    @Test
    void everyConnectionGetsItsOwnInstance() throws Exception {
        Chat first = configurator.getEndpointInstance(Chat.class);
        assertThat(first).isNotSameAs(configurator.getEndpointInstance(Chat.class));
    }

    @Test
    void classWithoutAPublicConstructorIsNamed() {
        assertThatThrownBy(() -> configurator.getEndpointInstance(Closed.class))
                .isInstanceOf(InstantiationException.class)
                .hasMessageContaining(Closed.class.getName())
                .hasMessageContaining("no public constructor without arguments");
    }

    /** The API searches with the context class loader, at the first call of each configurator. */
    @Test
    void aConfiguratorThatWasAdoptedFindsItsDefaultWhateverTheContextClassLoaderIs() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader blind = new ClassLoader(null) {};
        ServerEndpointConfig.Configurator stranger = new ServerEndpointConfig.Configurator();
        ServerEndpointConfig.Configurator adopted = new ServerEndpointConfig.Configurator();
        thread.setContextClassLoader(blind);
        try {
            assertThatThrownBy(() -> stranger.getNegotiatedSubprotocol(List.of("a"), List.of("a")))
                    .isInstanceOf(RuntimeException.class);
            EndpointConfigurator.of(adopted).adopt();
            assertThat(thread.getContextClassLoader()).isSameAs(blind);
            assertThat(adopted.getNegotiatedSubprotocol(List.of("a"), List.of("a")))
                    .isEqualTo("a");
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(adopted.getContainerDefaultConfigurator())
                .as("looked up once")
                .isSameAs(adopted.getContainerDefaultConfigurator());
    }

    /** The default of a server that injects into its endpoints. */
    public static class OfServer extends ServerEndpointConfig.Configurator {

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
            if (endpointClass == StringBuilder.class) {
                return endpointClass.cast(new StringBuilder("injected"));
            }
            // A configurator that calls only the default.
            return new ServerEndpointConfig.Configurator().getEndpointInstance(endpointClass);
        }
    }

    /** Overrides no method. */
    public static final class Idle extends ServerEndpointConfig.Configurator {}

    private static Object made(Path directory, Class<?> type, String... providers) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (ServicesOnly services = new ServicesOnly(directory, ServerEndpointConfig.Configurator.class, providers);
                OwnClasses hawser = new OwnClasses(
                        services,
                        DefaultConfigurator.class,
                        ServersDefault.class,
                        Providers.class,
                        Instances.class,
                        NoArgConstructor.class)) {
            thread.setContextClassLoader(hawser);
            ServerEndpointConfig.Configurator api = new ServerEndpointConfig.Configurator();
            assertThat(api.getContainerDefaultConfigurator().getClass().getClassLoader())
                    .isSameAs(hawser);
            return api.getEndpointInstance(type);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void whereAnotherImplementationServesItMakesTheEndpoints(@TempDir Path directory) throws Exception {
        assumeFalse(
                DefaultConfiguratorTest.class.getModule().isNamed(),
                "on the module path services of this module are those of its descriptor");
        String[] providers = {
            DefaultConfigurator.class.getName(), "com.example.Missing", Idle.class.getName(), OfServer.class.getName()
        };
        assertThat(made(directory, StringBuilder.class, providers)).hasToString("injected");
        assertThat(made(directory, StringBuffer.class, providers)).isInstanceOf(StringBuffer.class);
    }

    @Test
    void whereThereIsNoOtherTheConstructorDoes(@TempDir Path directory) throws Exception {
        assumeFalse(
                DefaultConfiguratorTest.class.getModule().isNamed(),
                "on the module path services of this module are those of its descriptor");
        assertThat(made(directory, StringBuilder.class, DefaultConfigurator.class.getName(), Idle.class.getName()))
                .hasToString("");
    }
}
