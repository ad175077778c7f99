package io.hawser.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.hawser.InstanceSource;
import io.hawser.session.Log;
import jakarta.inject.Provider;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken service providers next to working ones. */
class ProvidersTest {

    @TempDir
    private Path directory;

    private Log log;

    @BeforeEach
    void listen() throws ReflectiveOperationException {
        assumeFalse(
                ProvidersTest.class.getModule().isNamed(),
                "on the module path services of this module are those of its descriptor");
        log = new Log("io.hawser.endpoint");
    }

    @AfterEach
    void listenNoMore() throws ReflectiveOperationException {
        if (log != null) {
            log.close();
        }
    }

    /** Knows no class. */
    public static class Works implements InstanceSource {
        @Override
        public <T> Optional<Provider<T>> providerOf(Class<T> type) {
            return Optional.empty();
        }
    }

    /** Knows no class either. */
    public static final class WorksToo extends Works {}

    /** Fails in its constructor. */
    public static final class Throws extends Works {
        public Throws() {
            throw new IllegalStateException("not here");
        }
    }

    /** Fails in its constructor too. */
    public static final class Fails extends Works {
        public Fails() {
            throw new NoClassDefFoundError("of/the/Server");
        }
    }

    /** Fails in its static initializer. */
    public static final class Broken extends Works {
        private static final int VALUE = Integer.parseInt("none");

        @Override
        public String toString() {
            return "" + VALUE;
        }
    }

    /** Does not implement the service. */
    public static final class Stranger {}

    private static final String[] MIXED = {
        "com.example.Missing",
        Throws.class.getName(),
        Works.class.getName(),
        Stranger.class.getName(),
        Fails.class.getName(),
        Broken.class.getName(),
        WorksToo.class.getName(),
        "not a name",
    };

    @Test
    void eachThatFailsIsPassedOverAloneWithOneLine() throws Exception {
        String[] well = Arrays.copyOf(MIXED, MIXED.length - 1);
        try (ServicesOnly loader = new ServicesOnly(directory, InstanceSource.class, well)) {
            assertThat(Providers.of(InstanceSource.class, loader))
                    .extracting(Object::getClass)
                    .containsExactly(Works.class, WorksToo.class);
        }
        assertThat(log.lines()).hasSize(5);
        assertThat(log.lines())
                .filteredOn(line -> line.contains("com.example.Missing"))
                .hasSize(1);
        assertThat(log.lines())
                .filteredOn(line -> line.contains("Throws") && line.contains("not here"))
                .hasSize(1);
        assertThat(log.lines())
                .filteredOn(line -> line.contains("Stranger") && line.contains("not a subtype"))
                .hasSize(1);
        assertThat(log.lines())
                .filteredOn(line -> line.contains("Fails") && line.contains("of/the/Server"))
                .hasSize(1);
        assertThat(log.lines()).filteredOn(line -> line.contains("Broken")).hasSize(1);
    }

    /** A class whose superclass is missing. */
    @Test
    void aClassThatDoesNotLinkIsPassedOver() throws Exception {
        String unlinked = "io.hawser.endpoint.Unlinked";
        try (ServicesOnly services =
                new ServicesOnly(directory, InstanceSource.class, unlinked, Works.class.getName())) {
            ClassLoader loader = new ClassLoader(services) {
                @Override
                protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                    if (name.equals(unlinked)) {
                        throw new NoClassDefFoundError("com/example/Superclass");
                    }
                    return super.loadClass(name, resolve);
                }
            };
            assertThat(Providers.of(InstanceSource.class, loader))
                    .extracting(Object::getClass)
                    .containsExactly(Works.class);
        }
        assertThat(log.lines()).singleElement().asString().contains("com/example/Superclass");
    }

    @Test
    void aFileThatCannotBeReadHidesNoOther() throws Exception {
        try (ServicesOnly loader = new ServicesOnly(directory, InstanceSource.class, MIXED)) {
            assertThat(Providers.of(InstanceSource.class, loader)).isEmpty();
        }
        assertThat(log.lines()).singleElement().asString().contains("Illegal");
    }

    @Test
    void aClassLoaderThatCannotBeAskedFindsNothing() {
        ClassLoader loader = new ClassLoader(null) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("closed");
            }
        };
        assertThat(Providers.of(InstanceSource.class, loader)).isEmpty();
        assertThat(log.lines()).singleElement().asString().contains("closed");
    }

    @Test
    void anUnusedInstanceIsNotCreated() throws Exception {
        try (ServicesOnly loader =
                new ServicesOnly(directory, InstanceSource.class, Throws.class.getName(), Works.class.getName())) {
            assertThat(Providers.of(InstanceSource.class, loader, type -> type != Throws.class))
                    .extracting(Object::getClass)
                    .containsExactly(Works.class);
        }
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void instancesOfAnApplicationWithABrokenSourceAreMade() throws Exception {
        try (ServicesOnly services = new ServicesOnly(directory, InstanceSource.class, MIXED[0], MIXED[1], MIXED[2]);
                OwnClasses loader = new OwnClasses(services, Endpoint.class, CallsSuper.class)) {
            // The log has one line for the application, not one for each of its classes.
            for (Class<?> own : List.of(Endpoint.class, CallsSuper.class)) {
                Class<?> type = loader.loadClass(own.getName());
                assertThat(type.getClassLoader()).isSameAs(loader);
                assertThat(Instances.of(type).make(type)).isInstanceOf(type);
            }
        }
        assertThat(log.lines()).hasSize(2);
    }

    /** An endpoint. */
    public static final class Endpoint {}

    /** A configurator of an application that always calls the default. */
    public static final class CallsSuper extends ServerEndpointConfig.Configurator {

        @Override
        public boolean checkOrigin(String origin) {
            return super.checkOrigin(origin);
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return super.getNegotiatedSubprotocol(supported, requested);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return super.getNegotiatedExtensions(installed, requested);
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            super.modifyHandshake(config, request, response);
        }

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
            return super.getEndpointInstance(endpointClass);
        }
    }

    /** A default like that of a server, whose class an application does not see. */
    @Test
    void aConfiguratorCallsItsDefaultThoughTheApiSeesAnotherThatIsMissing() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (ServicesOnly loader = new ServicesOnly(
                directory,
                ServerEndpointConfig.Configurator.class,
                "com.example.server.MissingConfigurator",
                DefaultConfigurator.class.getName())) {
            thread.setContextClassLoader(loader);
            CallsSuper stranger = new CallsSuper();
            assertThatThrownBy(() -> stranger.checkOrigin(null)).isInstanceOf(ServiceConfigurationError.class);

            EndpointConfigurator configurator =
                    EndpointConfigurator.of(new CallsSuper()).adopt();
            assertThat(configurator.subprotocol(List.of("b"), List.of("a", "b")))
                    .isEqualTo("b");
            assertThat(configurator.extensions(List.of(), List.of())).isEmpty();
            assertThat(configurator.make(Endpoint.class)).isInstanceOf(Endpoint.class);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** An API that searches in another class loader, and finds a broken provider. */
    public static final class Lost extends ServerEndpointConfig.Configurator {
        @Override
        public ServerEndpointConfig.Configurator getContainerDefaultConfigurator() {
            throw new ServiceConfigurationError("com.example.Missing not found");
        }
    }

    @Test
    void aConfiguratorWithoutADefaultUsesItsOwnMethods() {
        EndpointConfigurator configurator = EndpointConfigurator.of(new Lost()).adopt();
        assertThat(configurator.subprotocol(List.of("b"), List.of("a", "b"))).isEqualTo("b");
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains(Lost.class.getName())
                .contains("com.example.Missing not found");
    }
}
