package io.hawser.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.hawser.Settings;
import io.hawser.WebSocketExtension;
import io.hawser.container.HawserClientContainer;
import io.hawser.container.ProviderClassLoader;
import io.hawser.endpoint.ServicesOnly;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.Role;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorProviderTest {

    private static final URI SOMEWHERE = URI.create("ws://example.com/");

    /** The provider that the class loader of an application finds. */
    public static final class OfApplication implements ConnectorProvider {
        @Override
        public OwnConnector open(Settings settings, LongConsumer ticked) {
            return new OwnConnector() {
                @Override
                public Attempt connect(Target target, UpgradeRequest request, Exchange exchange) {
                    throw new IllegalStateException("closed");
                }

                @Override
                public void beforeBlocking() {}

                @Override
                public void close() {}
            };
        }

        @Override
        public void beginShared(ClassLoader application) {}

        @Override
        public void endShared(ClassLoader application) {}
    }

    /** Does nothing. */
    private static final class Silent extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    @Test
    void withoutAProviderConnectFailsWithTheMissingArtifact() {
        ConnectorProvider provider = ConnectorProvider.of(null);
        try (OwnConnector connector = provider.open(Settings.defaults(), now -> {})) {
            HawserClientContainer container = new HawserClientContainer(Settings.defaults(), connector);

            assertThatThrownBy(() -> container.connectToServer(new Silent(), null, SOMEWHERE))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot connect to example.com:80: Hawser has no client transport here; "
                            + "add the artifact io.hawser:hawser-container-standalone");
            assertThat(container.connectAsync(new Silent(), null, SOMEWHERE)).isCompletedExceptionally();
        }
        ClassLoader application = getClass().getClassLoader();
        provider.beginShared(application);
        provider.endShared(application);
    }

    @Test
    void thatOfTheApplicationIsFoundWhereHawserItselfSeesNone(@TempDir Path directory) throws IOException {
        try (ProviderClassLoader application =
                new ProviderClassLoader(directory, ConnectorProvider.class, OfApplication.class)) {
            ConnectorProvider provider = ConnectorProvider.of(application);
            assertThat(provider.getClass().getClassLoader()).isSameAs(application);

            HawserClientContainer container =
                    new HawserClientContainer(Settings.defaults(), provider.open(Settings.defaults(), now -> {}));
            assertThatThrownBy(() -> container.connectToServer(new Silent(), null, SOMEWHERE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("closed");
        }
    }

    /** Fails in its constructor. */
    public static final class Broken implements ConnectorProvider {

        public Broken() {
            throw new IllegalStateException("not here");
        }

        @Override
        public OwnConnector open(Settings settings, LongConsumer ticked) {
            throw new IllegalStateException();
        }

        @Override
        public void beginShared(ClassLoader application) {}

        @Override
        public void endShared(ClassLoader application) {}
    }

    @Test
    void oneThatFailsIsPassedOver(@TempDir Path directory) throws IOException {
        assumeFalse(
                ConnectorProviderTest.class.getModule().isNamed(),
                "on the module path services of this module are those of its descriptor");
        try (ServicesOnly application = new ServicesOnly(
                directory,
                ConnectorProvider.class,
                "com.example.Missing",
                Broken.class.getName(),
                OfApplication.class.getName())) {
            assertThat(ConnectorProvider.of(application)).isInstanceOf(OfApplication.class);
        }
    }

    /** Fails in its constructor. */
    public static final class BrokenExtension implements WebSocketExtension {

        public BrokenExtension() {
            throw new IllegalStateException("not here");
        }

        @Override
        public String getName() {
            return "x-broken";
        }

        @Override
        public Optional<List<Extension.Parameter>> accept(List<Extension.Parameter> offered) {
            return Optional.empty();
        }

        @Override
        public FrameExtension open(Role role, List<Extension.Parameter> agreed) {
            throw new IllegalStateException();
        }
    }

    @Test
    void anExtensionThatFailsKeepsNoContainerFromItsWork(@TempDir Path directory) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (ServicesOnly application = new ServicesOnly(
                directory, WebSocketExtension.class, BrokenExtension.class.getName(), "com.example.Missing")) {
            thread.setContextClassLoader(application);
            HawserClientContainer container = new HawserClientContainer(Settings.defaults(), null);
            assertThat(container.getInstalledExtensions())
                    .extracting(Extension::getName)
                    .containsExactly("permessage-deflate");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
