package io.hawser.container;

import io.hawser.CallScope;
import io.hawser.SettingSource;
import io.hawser.Settings;
import io.hawser.container.extension.JakartaExtensions;
import io.hawser.endpoint.BoundEndpoint;
import io.hawser.endpoint.EndpointDefinition;
import io.hawser.endpoint.Warnings;
import io.hawser.handshake.ClientHandshake;
import io.hawser.handshake.Headers;
import io.hawser.handshake.IgnoredFields;
import io.hawser.handshake.Redacted;
import io.hawser.log.Log;
import io.hawser.session.OpenSessions;
import io.hawser.transport.Connector;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/**
 * Opens connections to servers. This is the client's side of the opening handshake, in which the user's configurator
 * takes part.
 */
final class ClientConnections {

    private static final Log LOG = Log.of(ClientConnections.class);

    private final ContainerParts parts;
    private final Connector connector;
    /** The open sessions by endpoint class. Keys are weak, so that an application that is gone can be collected. */
    private final Map<Class<?>, OpenSessions> openSessions = new WeakHashMap<>();

    ClientConnections(ContainerParts parts, Connector connector) {
        this.parts = parts;
        this.connector = connector;
    }

    /** Defines the endpoint to connect. Throws an exception if it breaks a rule. */
    @FunctionalInterface
    interface Definition {
        EndpointDefinition get() throws DeploymentException;
    }

    Session connect(EndpointDefinition definition, URI uri) throws DeploymentException, IOException {
        ClientExchange exchange = exchange(definition, uri);
        Connector.Attempt attempt = begin(exchange);
        connector.beforeBlocking();
        return exchange.await(attempt);
    }

    CompletableFuture<Session> connectAsync(Definition definition, URI uri) {
        try {
            ClientExchange exchange = exchange(definition.get(), uri);
            return exchange.future(begin(exchange));
        } catch (DeploymentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ClientExchange exchange(EndpointDefinition definition, URI uri) throws DeploymentException {
        boolean complete = false;
        CallScope scope = definition.scope();
        CallScope.Call call = scope.begin();
        try {
            Arguments.given(uri, "uri");
            if (parts.connections().isStopping()) {
                throw new IllegalStateException(
                        "the container is stopped and opens no connections any more: its server was closed, or its"
                                + " application has ended");
            }
            Settings settings =
                    parts.settings().get().with(EndpointSettings.of(definition, SettingSource.CLIENT_ENDPOINT));
            ClientEndpointConfig config = (ClientEndpointConfig) definition.config();
            List<Extension> extensions = extensions(config, settings, uri);
            ClientHandshake handshake = handshake(config, extensions, uri);
            ClientExchange exchange = new ClientExchange(
                    parts,
                    definition,
                    open(definition, scope),
                    uri,
                    handshake,
                    extensions,
                    settings,
                    openSessions(definition.endpointClass()));
            complete = true;
            return exchange;
        } finally {
            if (!complete) {
                definition.release();
            }
            call.end();
        }
    }

    private Connector.Attempt begin(ClientExchange exchange) {
        ClientHandshake handshake = exchange.handshake();
        Settings settings = exchange.settings();
        Connector.Target target = new Connector.Target(
                handshake.uri().host(),
                handshake.uri().port(),
                handshake.uri().secure(),
                exchange.config().getSSLContext(),
                settings.connectTimeout(),
                settings.openTimeout());
        try {
            return connector.connect(target, handshake.request(), exchange);
        } catch (RuntimeException | Error e) {
            exchange.fail(e);
            throw e;
        }
    }

    private static BoundEndpoint open(EndpointDefinition definition, CallScope scope) throws DeploymentException {
        try {
            return definition.open(Map.of(), scope);
        } catch (InstantiationException e) {
            // The exception of the application is the reason itself.
            String reason = e.getCause() == null
                    ? e.getMessage()
                    : "an instance of " + definition + " or of its encoders and decoders could not be made";
            throw new DeploymentException("cannot connect without an endpoint: " + reason, e.getCause());
        }
    }

    private List<Extension> extensions(ClientEndpointConfig config, Settings settings, URI uri)
            throws DeploymentException {
        try {
            return parts.extensions().offered(config.getExtensions(), settings);
        } catch (RuntimeException e) {
            throw cannotConnect(uri, e);
        }
    }

    private static ClientHandshake handshake(ClientEndpointConfig config, List<Extension> extensions, URI uri)
            throws DeploymentException {
        try {
            ClientHandshake formulated = ClientHandshake.of(
                    uri, config.getPreferredSubprotocols(), JakartaExtensions.offers(extensions), Headers.EMPTY);
            Map<String, List<String>> headers =
                    JakartaHeaders.modifiable(formulated.request().headers());
            beforeRequest(config.getConfigurator(), headers, uri);
            Headers changed = JakartaHeaders.of(headers);
            warnOfIgnored(config.getConfigurator().getClass(), formulated, changed);
            ClientHandshake handshake = formulated.changed(changed);
            checkTls(handshake, config.getSSLContext());
            return handshake;
        } catch (RuntimeException e) {
            throw cannotConnect(uri, e);
        }
    }

    private static void warnOfIgnored(Class<?> configurator, ClientHandshake formulated, Headers changed) {
        for (String name : IgnoredFields.of(
                formulated.request().headers(), changed, "Host", HandshakeRequest.SEC_WEBSOCKET_PROTOCOL)) {
            Warnings.once(
                    LOG,
                    configurator,
                    name,
                    "beforeRequest of " + configurator.getName() + " changes the header field " + name
                            + ", which has no effect: the container writes it itself"
                            + (name.equalsIgnoreCase(HandshakeRequest.SEC_WEBSOCKET_EXTENSIONS)
                                    ? ". Extensions are set in the ClientEndpointConfig"
                                    : ""));
        }
    }

    private static void beforeRequest(
            ClientEndpointConfig.Configurator configurator, Map<String, List<String>> headers, URI uri)
            throws DeploymentException {
        try {
            configurator.beforeRequest(headers);
        } catch (RuntimeException e) {
            throw cannotConnect(uri, "beforeRequest has thrown " + e.getClass().getName(), e);
        }
    }

    /** Checks the TLS context. Otherwise every attempt would fail without a reason. */
    private static void checkTls(ClientHandshake handshake, SSLContext tls) {
        if (handshake.uri().secure() && tls != null) {
            try {
                tls.createSSLEngine();
            } catch (IllegalStateException e) {
                throw new IllegalArgumentException(
                        "the SSLContext of the ClientEndpointConfig is not initialised: init has to be called", e);
            }
        }
    }

    /**
     * {@return the exception for the caller} An exception of our own rules has the whole reason in its message; another
     * exception becomes the cause.
     */
    private static DeploymentException cannotConnect(URI uri, RuntimeException e) {
        return e instanceof IllegalArgumentException && e.getMessage() != null
                ? cannotConnect(uri, e.getMessage(), e.getCause())
                : cannotConnect(uri, e.getClass().getName() + " was thrown", e);
    }

    private static DeploymentException cannotConnect(URI uri, String reason, Throwable cause) {
        return new DeploymentException("cannot connect to " + Redacted.uri(uri) + ": " + reason, cause);
    }

    private OpenSessions openSessions(Class<?> endpointClass) {
        synchronized (openSessions) {
            return openSessions.computeIfAbsent(endpointClass, unused -> new OpenSessions());
        }
    }
}
