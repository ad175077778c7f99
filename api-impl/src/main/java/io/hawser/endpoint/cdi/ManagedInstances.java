package io.hawser.endpoint.cdi;

import io.hawser.CallScope;
import io.hawser.InstanceSource;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.enterprise.inject.spi.Unmanaged.UnmanagedInstance;
import jakarta.inject.Provider;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes instances by the running CDI container. Like {@link RequestContext}, it needs the CDI API. */
final class ManagedInstances implements InstanceSource {

    private final Map<Object, UnmanagedInstance<?>> alive = Collections.synchronizedMap(new IdentityHashMap<>());

    @Override
    public <T> Optional<Provider<T>> providerOf(Class<T> type) {
        return beans().map(beans -> () -> make(beans, type));
    }

    @Override
    public Optional<CallScope> callScope() {
        try {
            return beans().flatMap(RequestContext::of);
        } catch (IllegalStateException e) {
            // The container is starting or stopping.
            return Optional.empty();
        }
    }

    /** {@return the beans of the CDI container of the calling thread's application, if one runs} */
    private static Optional<BeanManager> beans() {
        try {
            return Providers.exist() ? Optional.of(CDI.current().getBeanManager()) : Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private <T> T make(BeanManager beans, Class<T> type) {
        UnmanagedInstance<T> managed =
                new Unmanaged<>(beans, type).newInstance().produce();
        boolean complete = false;
        try {
            T instance = managed.inject().postConstruct().get();
            alive.put(instance, managed);
            complete = true;
            return instance;
        } finally {
            if (!complete) {
                managed.dispose();
            }
        }
    }

    @Override
    public void release(Object instance) {
        UnmanagedInstance<?> managed = alive.remove(instance);
        if (managed != null) {
            try {
                managed.preDestroy();
            } finally {
                managed.dispose();
            }
        }
    }

    /**
     * The CDI containers that {@link CDI#current} can find. If there are none, each call of that method would search
     * the class path again, which takes longer than the rest of a handshake.
     */
    private abstract static class Providers extends CDI<Object> {

        private static final boolean ARE_FOUND = areFound();

        static boolean exist() {
            return ARE_FOUND || discoveredProviders != null || configuredProvider != null;
        }

        private static boolean areFound() {
            try {
                current();
                return true;
            } catch (IllegalStateException e) {
                // Also thrown while a container that was found is starting.
                return discoveredProviders != null;
            }
        }
    }
}
