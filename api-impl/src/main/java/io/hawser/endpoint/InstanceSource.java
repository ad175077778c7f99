package io.hawser.endpoint;

import jakarta.inject.Provider;
import java.util.Optional;

/**
 * Makes instances of an application's classes: endpoints, configurators, encoders and decoders. This is how a
 * dependency injection container joins in: it implements this interface and is found by
 * {@link java.util.ServiceLoader}, in the application itself or beside Hawser. Where no source knows a class, its
 * public constructor without arguments makes the instances.
 *
 * <p>Implementations have a public constructor without arguments and are safe for all threads.
 */
public interface InstanceSource {

    /**
     * Finds out whether this source makes instances of a class. Asked whenever a class is deployed, possibly before the
     * injection container runs.
     *
     * @param type the class
     * @param <T> the class
     * @return makes a new instance at each call, with everything injected; empty where this source does not know the
     *     class
     */
    <T> Optional<Provider<T>> providerOf(Class<T> type);

    /**
     * Says that an instance is not used any more: its session is over, or its application is undeployed. Called once
     * for each instance that was made, by this source or by another.
     *
     * @param instance the instance
     */
    default void release(Object instance) {}

    /**
     * Finds out what this source wants to be done around each call of the application's code. Asked at each opening
     * handshake, on the thread that runs it, so that the injection container need not run yet when an endpoint is
     * deployed; the answer holds for that session, and is not kept for longer. The first source that has one counts.
     *
     * @return the scope of calls; empty where this source has none, or its injection container does not run
     */
    default Optional<CallScope> callScope() {
        return Optional.empty();
    }
}
