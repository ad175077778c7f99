package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.Setting;
import io.hawser.SettingSource;
import io.hawser.Settings;
import io.hawser.handshake.Headers;
import io.hawser.protocol.ExtensionChain;
import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.Role;
import io.hawser.session.memory.Budget;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One connection with a raw peer that sends the frames of a test. {@link #close} asserts that no memory and no event
 * was lost.
 */
public final class End implements AutoCloseable {

    public final RecordingEndpoint endpoint = new RecordingEndpoint();
    public final MemoryTransport transport = new MemoryTransport();
    public final RawPeer peer;
    final EndpointConfig config = ClientEndpointConfig.Builder.create().build();
    final OpenSessions openSessions = new OpenSessions();
    final List<String> registry = new ArrayList<>();
    final List<FrameExtension> extensions = new ArrayList<>();
    private final Role role;
    private Settings settings = Settings.defaults();
    private Connection connection;
    private MemoryPair.Contexts contexts;
    public Budget budget = new Budget(Long.MAX_VALUE / 4, 0);
    Runnable onEnded = () -> {};

    private End(Role role) {
        this.role = role;
        peer = new RawPeer(role == Role.SERVER ? Role.CLIENT : Role.SERVER, transport);
    }

    public static End server() {
        return new End(Role.SERVER);
    }

    static End client() {
        return new End(Role.CLIENT);
    }

    End with(Setting setting, long value) {
        settings = settings.with(Settings.from(Map.of(setting.property(), value), SettingSource.SYSTEM_PROPERTY));
        return this;
    }

    /** Opens the connection. */
    public End open() {
        transport.execute(() -> {
            connection = Connection.open(context(), transport, () -> {
                registry.add("session ended");
                onEnded.run();
            });
            transport.attach(connection);
        });
        pump();
        return this;
    }

    private SessionContext context() {
        return new SessionContext(
                role,
                null,
                endpoint,
                config,
                config.getUserProperties(),
                "ws://localhost/path?color=red",
                "color=red",
                new HandshakeHeaders(
                        Headers.builder().add("Accept-Language", "de").build(),
                        Headers.builder().add("Server", "Hawser").build()),
                Map.of("name", "value"),
                "",
                List.of(),
                new ExtensionChain(extensions),
                settings,
                openSessions,
                new ConnectionRegistry() {
                    @Override
                    public void opened(LiveConnection opened) {
                        registry.add("opened");
                    }

                    @Override
                    public void ended(LiveConnection ended) {
                        registry.add("ended");
                    }

                    @Override
                    public Budget budget() {
                        return budget;
                    }
                });
    }

    public Connection connection() {
        return connection;
    }

    public Session session() {
        return connection.session();
    }

    /** Sends the frames that were added to the peer, and runs all waiting work. */
    public void receive() {
        peer.send();
        pump();
    }

    /** Runs all waiting work on this thread. */
    public void pump() {
        while (transport.write() | transport.runEvents() | transport.runCallbacks()) {
            // Runs until no work is left.
        }
    }

    /** Lets time pass, in ticks of a tenth of a second, and runs all waiting work. */
    public void passMillis(long millis) {
        for (long passed = 0; passed <= millis; passed += 100) {
            tick();
            pump();
        }
    }

    /** Lets a tenth of a second pass. */
    void tick() {
        transport.passMillis(100);
        connection.tick(transport.nanoTime());
    }

    /** Runs work on threads from now on. */
    void start() {
        contexts = new MemoryPair.Contexts(List.of(transport));
    }

    /** Ends the connection if the test has not done so, and asserts that all its resources were released. */
    @Override
    public void close() {
        if (contexts != null) {
            contexts.close();
        }
        transport.resume();
        transport.abort();
        pump();
        transport.assertClean();
        assertThat(registry).containsExactly("opened", "session ended", "ended");
        assertThat(endpoint.heard().stream().filter(line -> line.startsWith("close")))
                .as("onClose is called once")
                .hasSize(1);
        assertThat(endpoint.heard())
                .as("nothing after onClose")
                .last()
                .asString()
                .startsWith("close");
        assertThat(openSessions.snapshot()).isEmpty();
        assertThat(endpoint.released).as("the endpoint is let go once").hasValue(1);
    }
}
