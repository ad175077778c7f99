package io.hawser.container;

import io.hawser.CallScope;
import io.hawser.Settings;
import io.hawser.container.extension.AgreedExtensions;
import io.hawser.endpoint.BoundEndpoint;
import io.hawser.endpoint.EndpointDefinition;
import io.hawser.handshake.Agreement;
import io.hawser.handshake.ClientHandshake;
import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.Redacted;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.protocol.Role;
import io.hawser.session.Connection;
import io.hawser.session.HandshakeHeaders;
import io.hawser.session.OpenSessions;
import io.hawser.session.SessionContext;
import io.hawser.transport.ConnectionHandle;
import io.hawser.transport.Connector;
import io.hawser.transport.Transport;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One opening handshake of a client, from the request to the open session. */
final class ClientExchange implements Connector.Exchange {

    private final ContainerParts parts;
    private final EndpointDefinition definition;
    private final BoundEndpoint endpoint;
    private final URI uri;
    private final ClientHandshake handshake;
    /** The offered extensions. */
    private final List<Extension> extensions;

    private final Settings settings;
    private final OpenSessions openSessions;
    private final ClassLoader contextClassLoader;
    /** The result. Fails with the original exception. */
    private final CompletableFuture<Session> session = new CompletableFuture<>();

    private final AtomicBoolean ended = new AtomicBoolean();

    ClientExchange(
            ContainerParts parts,
            EndpointDefinition definition,
            BoundEndpoint endpoint,
            URI uri,
            ClientHandshake handshake,
            List<Extension> extensions,
            Settings settings,
            OpenSessions openSessions) {
        this.parts = parts;
        this.definition = definition;
        this.endpoint = endpoint;
        this.uri = uri;
        this.handshake = handshake;
        this.extensions = extensions;
        this.settings = settings;
        this.openSessions = openSessions;
        this.contextClassLoader = parts.contextClassLoader().get();
    }

    ClientHandshake handshake() {
        return handshake;
    }

    Settings settings() {
        return settings;
    }

    ClientEndpointConfig config() {
        return (ClientEndpointConfig) definition.config();
    }

    @Override
    public ConnectionHandle responded(UpgradeResponse response, Transport transport) {
        transport.runWith(contextClassLoader, null);
        try {
            Agreement agreement = agreement(response);
            SessionContext context = context(response, agreement, extensions(response, agreement));
            Connection connection = Connection.open(context, transport, () -> {});
            ended.set(true);
            // After onOpen, so that the session is ready for the caller. Also after an onClose that onOpen may have
            // caused, so that a closed session does not seem to be open.
            transport.execute(() -> transport.execute(() -> session.complete(connection.session())));
            return connection;
        } catch (Throwable e) {
            // Even an error of user code: the caller waits for the result.
            fail(e);
            return null;
        } finally {
            // The configurator is not called any more.
            definition.release();
        }
    }

    private Agreement agreement(UpgradeResponse response) throws HandshakeException {
        Map<String, List<String>> headers = response.headers().toMap();
        Agreement agreement;
        try {
            agreement = handshake.verify(response);
        } catch (HandshakeException e) {
            tellOfFailure(headers, e);
            throw e;
        }
        afterResponse(headers);
        return agreement;
    }

    private AgreedExtensions extensions(UpgradeResponse response, Agreement agreement) throws HandshakeException {
        try {
            return AgreedExtensions.answered(extensions, agreement.extensions());
        } catch (IllegalArgumentException e) {
            throw new HandshakeException("the server's answer does not fit the offer: " + reason(e), response);
        }
    }

    private void afterResponse(Map<String, List<String>> headers) {
        CallScope.Call call = endpoint.scope().begin();
        try {
            config().getConfigurator().afterResponse(new ReceivedResponse(headers));
        } finally {
            call.end();
        }
    }

    /** Calls the configurator. Its exception must not hide why the handshake has failed. */
    private void tellOfFailure(Map<String, List<String>> headers, Throwable failure) {
        try {
            afterResponse(headers);
        } catch (Throwable e) {
            failure.addSuppressed(e);
        }
    }

    private SessionContext context(UpgradeResponse response, Agreement agreement, AgreedExtensions agreed) {
        return new SessionContext(
                Role.CLIENT,
                parts.container(),
                endpoint,
                config(),
                config().getUserProperties(),
                uri.toString(),
                uri.getRawQuery(),
                new HandshakeHeaders(handshake.request().headers(), response.headers()),
                Map.of(),
                agreement.subprotocol().orElse(""),
                agreed.extensions(),
                agreed.frames(),
                settings,
                openSessions,
                parts.connections());
    }

    /**
     * Handles a failure without a response. The configurator gets a response without headers (Jakarta WebSocket 2.3).
     */
    @Override
    public void failed(IOException cause) {
        tellOfFailure(Map.of(), cause);
        fail(cause);
    }

    /**
     * Ends the attempt without a session. The objects that were made for it are released once, before the caller hears
     * of the failure.
     */
    void fail(Throwable cause) {
        if (ended.compareAndSet(false, true)) {
            definition.release();
            endpoint.release();
            session.completeExceptionally(cause);
        }
    }

    /** Waits for the session. If the thread stops waiting, the attempt ends. */
    Session await(Connector.Attempt attempt) throws DeploymentException, IOException {
        try {
            return session.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon(attempt);
            throw new InterruptedIOException("interrupted while connecting to " + Redacted.uri(uri));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                // The stack trace of the caller says more than that of the thread with the failure, and the message
                // appears once.
                failure.fillInStackTrace();
                throw failure;
            }
            throw refused(e.getCause());
        }
    }

    /** {@return the future session} If other code completes it, for example by a cancel, the attempt ends. */
    CompletableFuture<Session> future(Connector.Attempt attempt) {
        CompletableFuture<Session> future = new CompletableFuture<>();
        future.whenComplete((opened, failure) -> {
            if (!session.isDone()) {
                abandon(attempt);
            }
        });
        session.whenComplete((opened, failure) -> {
            if (failure != null) {
                future.completeExceptionally(failure instanceof IOException ? failure : refused(failure));
            } else if (!future.complete(opened)) {
                close(opened);
            }
        });
        return future;
    }

    private DeploymentException refused(Throwable cause) {
        if (cause instanceof HandshakeException failure) {
            return new DeploymentException(
                    "cannot connect to " + Redacted.uri(uri) + ": " + reason(cause), response(failure));
        }
        // Code of the application has thrown it, and the stack trace shows the place.
        String thrown = cause.getClass().getName() + " was thrown in the opening handshake";
        return new DeploymentException("cannot connect to " + Redacted.uri(uri) + ": " + thrown, cause);
    }

    /**
     * {@return a failure with the response as its message} The reason why the response was not accepted is reported
     * already.
     */
    private static HandshakeException response(HandshakeException failure) {
        UpgradeResponse response = failure.response();
        HandshakeException shown = new HandshakeException(
                "the response has the status " + response.status() + ", the header fields " + response.headers()
                        + " and a body of " + response.body().length + " bytes",
                response);
        shown.setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            shown.addSuppressed(suppressed);
        }
        return shown;
    }

    static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private void abandon(Connector.Attempt attempt) {
        session.thenAccept(ClientExchange::close);
        attempt.cancel();
    }

    private static void close(Session opened) {
        try {
            opened.close();
        } catch (IOException e) {
            throw new AssertionError("closing does no I/O", e);
        }
    }
}
