package io.hawser;

import jakarta.inject.Provider;
import java.util.Optional;

/**
 * Creates instances of an application's classes: endpoints, configurators, encoders and decoders. A dependency
 * injection container implements this interface. {@link java.util.ServiceLoader} finds the implementation in the
 * application itself or next to Hawser. If no source knows a class, Hawser calls its public constructor without
 * arguments.
 *
 * <p>Implementations have a public constructor without arguments and are safe for all threads.
 */
public interface InstanceSource {

    /**
     * Returns a provider that creates instances of a class. Hawser calls this whenever a class is deployed, possibly
     * before the injection container runs.
     *
     * @param type the class
     * @param <T> the class
     * @return the provider, which creates a new injected instance at each call; empty if this source does not know the
     *     class
     */
    <T> Optional<Provider<T>> providerOf(Class<T> type);

    /**
     * Releases an instance whose session has ended or whose application is undeployed. Hawser calls this once for each
     * instance, even if another source has created it.
     *
     * @param instance the instance
     */
    default void release(Object instance) {}

    /**
     * Returns the scope for calls of the application's code. Hawser calls this at each opening handshake, on the thread
     * of the handshake. The injection container need not run when an endpoint is deployed. Hawser uses the scope for
     * that session only. The first source that returns a scope is used.
     *
     * @return the scope of calls; empty if this source has none, or its injection container does not run
     */
    default Optional<CallScope> callScope() {
        return Optional.empty();
    }
}
