package io.hawser.container;

import io.hawser.endpoint.Providers;
import io.hawser.session.Settings;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.LongConsumer;

/**
 * Where a container gets outgoing connections from that has no transport of its own for them, as in a servlet
 * container. Found by {@link ServiceLoader}; the artifact {@code io.hawser:hawser-container-standalone} has one.
 */
public interface ConnectorProvider {

    /**
     * Opens a connector. Its threads come with the first connection and go a short while after the last one, or with
     * its close.
     *
     * @param settings say how many threads, and how long the last output of a connection may take
     * @param ticked hears the time about ten times a second while there are connections, for
     *     {@link HawserContainer#tick}: nanoseconds, as of {@link System#nanoTime()}
     * @return the connector, which is to be closed
     */
    OwnConnector open(Settings settings, LongConsumer ticked);

    /**
     * Ends the client container that {@link jakarta.websocket.ContainerProvider} gives to everyone who shares the class
     * loader of this provider: closes its sessions with 1001, waits for them as long as the setting
     * {@code shutdownTimeout} says, cuts what is left, and ends its threads as {@link OwnConnector#close()} does.
     * Returns when that is done; does nothing where nobody has asked for the container.
     *
     * <p>For a servlet container whose application ends, and there only if this provider was loaded by the
     * application's own class loader: otherwise it would end the connections of others too. A container that was given
     * out before then throws an {@link IllegalStateException} from {@code connectToServer}; whoever asks anew gets a
     * new one.
     */
    void endShared();

    /**
     * Finds a provider: the first that Hawser's own class loader can see, else the first that another one can. One that
     * cannot be made is passed over.
     *
     * @param other the other class loader, such as that of an application; {@code null} for the system class loader
     * @return the provider; where there is none, one whose connectors fail every attempt with an
     *     {@link java.io.IOException} that names the missing artifact
     */
    static ConnectorProvider of(ClassLoader other) {
        return seenBy(ConnectorProvider.class.getClassLoader())
                .or(() -> seenBy(other))
                .orElseGet(AbsentConnectors::new);
    }

    private static Optional<ConnectorProvider> seenBy(ClassLoader loader) {
        return Providers.of(ConnectorProvider.class, loader).stream().findFirst();
    }
}
