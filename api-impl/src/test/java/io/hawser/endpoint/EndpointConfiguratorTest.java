package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointConfiguratorTest {

    /** A server's API whose default configurator is not Hawser's. */
    static class Stranger extends ServerEndpointConfig.Configurator {

        @Override
        public ServerEndpointConfig.Configurator getContainerDefaultConfigurator() {
            return new ServerEndpointConfig.Configurator() {

                @Override
                public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
                    throw new AssertionError("nobody has overridden this");
                }

                @Override
                public <T> T getEndpointInstance(Class<T> endpointClass) {
                    throw new AssertionError("nobody has overridden this");
                }
            };
        }
    }

    /** Overrides all methods. */
    public static final class Everything extends ServerEndpointConfig.Configurator {

        private boolean modified;

        /** Called by a service loader too. */
        public Everything() {}

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return null;
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return null;
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            modified = true;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) {
            return endpointClass.cast("made by hand");
        }
    }

    @Test
    void whatIsNotOverriddenIsAnsweredByHawserWhateverTheApiWouldAsk() throws Exception {
        EndpointConfigurator configurator =
                EndpointConfigurator.of(new Stranger()).adopt();
        assertThat(configurator.makesInstances()).isFalse();
        assertThat(configurator.modifiesHandshake()).isFalse();
        assertThat(configurator.subprotocol(List.of("b", "a"), List.of("a", "b")))
                .isEqualTo("a");
        assertThat(configurator.make(StringBuilder.class)).isInstanceOf(StringBuilder.class);
    }

    @Test
    void whatIsOverriddenIsAnsweredByTheConfigurator() throws Exception {
        Everything everything = new Everything();
        EndpointConfigurator configurator = EndpointConfigurator.of(everything);
        assertThat(configurator.makesInstances()).isTrue();
        assertThat(configurator.make(String.class)).isEqualTo("made by hand");
        assertThat(configurator.subprotocol(List.of("a"), List.of("a"))).isEmpty();
        assertThat(configurator.extensions(List.of(), List.of())).isEmpty();
        assertThat(configurator.modifiesHandshake()).isTrue();
        configurator.modifyHandshake(null, null, null);
        assertThat(everything.modified).isTrue();
    }

    /** The default of another implementation. */
    public static final class Foreign extends ServerEndpointConfig.Configurator {

        @Override
        public boolean checkOrigin(String origin) {
            return true;
        }
    }

    /** Returns the default that the API has found. */
    static final class Asking extends ServerEndpointConfig.Configurator {

        @Override
        public boolean checkOrigin(String origin) {
            return super.checkOrigin(origin);
        }
    }

    /** {@return the configurator, whose default in the API is that of another implementation} */
    private static <C extends ServerEndpointConfig.Configurator> C estranged(Path directory, C configurator)
            throws Exception {
        try (ServicesOnly services =
                new ServicesOnly(directory, ServerEndpointConfig.Configurator.class, Foreign.class.getName())) {
            new ContextClassLoader(services).run(configurator::getContainerDefaultConfigurator);
        }
        return configurator;
    }

    @Test
    void aCheckOriginThatReachesAnotherImplementationIsRefused(@TempDir Path directory) throws Exception {
        Asking asking = estranged(directory, new Asking());
        assumeTrue(
                asking.getContainerDefaultConfigurator() instanceof Foreign,
                "an API that keeps a default for each configurator");
        assertThatThrownBy(() -> EndpointConfigurator.of(asking).adopt())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("super.checkOrigin in " + Asking.class.getName())
                .hasMessageContaining(Foreign.class.getName())
                .hasMessageContaining("allowedOrigins");
    }

    @Test
    void aCheckOriginWithoutSuperNeedsNoDefault(@TempDir Path directory) throws Exception {
        EndpointConfigurator.of(estranged(directory, new Foreign())).adopt();
        EndpointConfigurator.of(estranged(directory, new Everything())).adopt();
    }

    /** The class loader of a server's module, with a configurator of its own. */
    private static final class OfServer extends URLClassLoader {

        private static final String NAME = Everything.class.getName();

        private OfServer(Path directory) throws IOException {
            super(new URL[] {directory.toUri().toURL()}, EndpointConfiguratorTest.class.getClassLoader());
            Path file = directory.resolve(NAME.replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            try (InputStream in = getParent().getResourceAsStream(NAME.replace('.', '/') + ".class")) {
                Files.copy(in, file);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(NAME)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }

        EndpointConfigurator configurator() throws ReflectiveOperationException {
            return EndpointConfigurator.of((ServerEndpointConfig.Configurator)
                    loadClass(NAME).getConstructor().newInstance());
        }
    }

    /** The API gives it to a configuration that is built without a configurator. */
    @Test
    void defaultOfTheServerIsNoConfiguratorOfTheApplication(@TempDir Path directory) throws Exception {
        try (OfServer server = new OfServer(directory)) {
            Path services = directory.resolve("META-INF/services");
            Files.createDirectories(services);
            Files.writeString(services.resolve(ServerEndpointConfig.Configurator.class.getName()), OfServer.NAME);
            EndpointConfigurator configurator = server.configurator();
            assertThat(configurator.makesInstances()).isFalse();
            assertThat(configurator.modifiesHandshake()).isFalse();
        }
    }

    @Test
    void configuratorOfALibraryOfTheServerIsAsked(@TempDir Path directory) throws Exception {
        try (OfServer server = new OfServer(directory)) {
            assertThat(server.configurator().makesInstances()).isTrue();
        }
    }

    @Test
    void anInstanceOfAnotherClassIsRefused() {
        ServerEndpointConfig.Configurator wrong = new ServerEndpointConfig.Configurator() {

            @Override
            @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
            public <T> T getEndpointInstance(Class<T> endpointClass) {
                return (T) "not at all";
            }
        };
        assertThatThrownBy(() -> EndpointConfigurator.of(wrong).make(Integer.class))
                .isInstanceOf(InstantiationException.class)
                .hasMessageContaining("java.lang.String")
                .hasMessageContaining("java.lang.Integer");
    }
}
