package io.hawser.container;

import io.hawser.endpoint.BoundEndpoint;
import io.hawser.endpoint.EndpointDefinition;
import io.hawser.handshake.Agreement;
import io.hawser.handshake.ClientHandshake;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.protocol.ExtensionChain;
import io.hawser.protocol.Role;
import io.hawser.session.Connection;
import io.hawser.session.OpenSessions;
import io.hawser.session.SessionContext;
import io.hawser.session.Setting;
import io.hawser.session.Settings;
import io.hawser.session.Transport;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Opens connections to servers: the client's side of the opening handshake, with the user's configurator in it. */
final class ClientConnections {

    private final HawserContainer container;
    private final Connector connector;
    /** By endpoint class, so that an application that is gone can be collected. */
    private final Map<Class<?>, OpenSessions> openSessions = new WeakHashMap<>();

    ClientConnections(HawserContainer container, Connector connector) {
        this.container = container;
        this.connector = connector;
    }

    Session connect(EndpointDefinition definition, URI uri) throws DeploymentException, IOException {
        boolean begun = false;
        try {
            Exchange exchange = begin(definition, uri);
            begun = true;
            connector.beforeBlocking();
            return exchange.await();
        } finally {
            if (!begun) {
                definition.release();
            }
        }
    }

    private Exchange begin(EndpointDefinition definition, URI uri) throws DeploymentException {
        Objects.requireNonNull(uri, "uri");
        if (container.connections.isStopping()) {
            throw new IllegalStateException("the container is stopped: it opens no connections");
        }
        ClientEndpointConfig config = (ClientEndpointConfig) definition.config();
        ClientHandshake handshake = handshake(config, uri);
        Exchange exchange = new Exchange(definition, config, open(definition), uri, handshake);
        try {
            connector.connect(target(handshake, config), handshake.request(), exchange);
        } catch (RuntimeException | Error e) {
            exchange.fail(e);
            throw e;
        }
        return exchange;
    }

    private static BoundEndpoint open(EndpointDefinition definition) throws DeploymentException {
        try {
            return definition.open(Map.of());
        } catch (InstantiationException e) {
            throw new DeploymentException("no connection without an endpoint: " + e.getMessage(), e);
        }
    }

    private ClientHandshake handshake(ClientEndpointConfig config, URI uri) throws DeploymentException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        config.getConfigurator().beforeRequest(headers);
        try {
            return ClientHandshake.of(
                    uri,
                    config.getPreferredSubprotocols(),
                    JakartaExtensions.offers(config.getExtensions()),
                    JakartaHeaders.of(headers));
        } catch (IllegalArgumentException e) {
            throw new DeploymentException("cannot connect to " + uri + ": " + e.getMessage(), e);
        }
    }

    private Connector.Target target(ClientHandshake handshake, ClientEndpointConfig config) {
        return new Connector.Target(
                handshake.uri().host(),
                handshake.uri().port(),
                handshake.uri().secure(),
                config.getSSLContext(),
                container.settings().get(Setting.OPEN_TIMEOUT));
    }

    private OpenSessions openSessions(Class<?> endpointClass) {
        synchronized (openSessions) {
            return openSessions.computeIfAbsent(endpointClass, unused -> new OpenSessions());
        }
    }

    /** One handshake, from the request to the open session. */
    private final class Exchange implements Connector.Exchange {

        private final EndpointDefinition definition;
        private final ClientEndpointConfig config;
        private final BoundEndpoint endpoint;
        private final URI uri;
        private final ClientHandshake handshake;
        private final CompletableFuture<Session> session = new CompletableFuture<>();
        private final AtomicBoolean ended = new AtomicBoolean();

        Exchange(
                EndpointDefinition definition,
                ClientEndpointConfig config,
                BoundEndpoint endpoint,
                URI uri,
                ClientHandshake handshake) {
            this.definition = definition;
            this.config = config;
            this.endpoint = endpoint;
            this.uri = uri;
            this.handshake = handshake;
        }

        @Override
        public Connection responded(UpgradeResponse response, Transport transport) {
            try {
                config.getConfigurator()
                        .afterResponse(new ReceivedResponse(response.headers().toMap()));
                Connection connection = Connection.open(context(handshake.verify(response)), transport);
                ended.set(true);
                // Behind onOpen, so that the session is ready for whoever has asked for it.
                transport.execute(() -> session.complete(connection.session()));
                return connection;
            } catch (Throwable e) {
                // An error of the user's code too: somebody waits for the outcome.
                fail(e);
                return null;
            } finally {
                // It is not asked any more.
                definition.release();
            }
        }

        private SessionContext context(Agreement agreement) {
            Settings settings = container.settings();
            if (!agreement.extensions().isEmpty()) {
                throw new IllegalArgumentException(
                        "the server chose extensions that are not installed: " + agreement.extensions());
            }
            return new SessionContext(
                    Role.CLIENT,
                    container,
                    endpoint,
                    config,
                    uri,
                    Map.of(),
                    agreement.subprotocol().orElse(""),
                    List.of(),
                    new ExtensionChain(List.of()),
                    settings,
                    openSessions(definition.endpointClass()),
                    container.connections);
        }

        @Override
        public void failed(IOException cause) {
            definition.release();
            fail(cause);
        }

        /** There is no session, and there will be none: the endpoint is let go before anybody hears of it, and once. */
        private void fail(Throwable cause) {
            if (ended.compareAndSet(false, true)) {
                endpoint.release();
                session.completeExceptionally(cause);
            }
        }

        Session await() throws DeploymentException, IOException {
            try {
                return session.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                session.whenComplete((opened, failure) -> closeAbandoned(opened));
                throw new InterruptedIOException("interrupted while connecting to " + uri);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw new IOException(failure.getMessage(), failure);
                }
                throw new DeploymentException(
                        "cannot connect to " + uri + ": " + e.getCause().getMessage(), e.getCause());
            }
        }

        private static void closeAbandoned(Session opened) {
            if (opened != null) {
                try {
                    opened.close();
                } catch (IOException e) {
                    throw new AssertionError("closing does no I/O", e);
                }
            }
        }
    }
}
