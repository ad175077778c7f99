package io.hawser.endpoint.cdi;

import io.hawser.endpoint.CallScope;
import io.hawser.endpoint.InstanceSource;
import jakarta.inject.Provider;
import java.util.Optional;

/**
 * Makes instances by CDI, as long as a CDI container runs: non-contextual instances, as the specification has them
 * (Jakarta WebSocket 2.2, section 7.1.1), one for each session whatever scope the class has, with fields, methods and
 * constructors injected, and {@code @PostConstruct} and {@code @PreDestroy} called. Each call of user code has a
 * request context. Knows no class where the CDI API is not there.
 */
public final class CdiInstanceSource implements InstanceSource {

    private final InstanceSource source;

    /** Finds out whether there is CDI. */
    public CdiInstanceSource() {
        source = isCdiThere() ? new ManagedInstances() : new NoInstances();
    }

    private static boolean isCdiThere() {
        try {
            Class.forName("jakarta.enterprise.inject.spi.Unmanaged", false, CdiInstanceSource.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Override
    public <T> Optional<Provider<T>> providerOf(Class<T> type) {
        return source.providerOf(type);
    }

    @Override
    public void release(Object instance) {
        source.release(instance);
    }

    @Override
    public Optional<CallScope> callScope() {
        return source.callScope();
    }

    /** Where there is no CDI. */
    private record NoInstances() implements InstanceSource {
        @Override
        public <T> Optional<Provider<T>> providerOf(Class<T> type) {
            return Optional.empty();
        }
    }
}
