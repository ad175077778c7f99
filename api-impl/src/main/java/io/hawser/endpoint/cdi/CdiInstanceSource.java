package io.hawser.endpoint.cdi;

import io.hawser.CallScope;
import io.hawser.InstanceSource;
import jakarta.inject.Provider;
import java.util.Optional;

/**
 * Makes instances by CDI, as long as a CDI container runs. They are non-contextual instances, as the specification
 * requires (Jakarta WebSocket 2.2, section 7.1.1). Each session has one, even if its class has a scope. Fields, methods
 * and constructors are injected, and {@code @PostConstruct} and {@code @PreDestroy} are called. Each call of user code
 * has a request context. Without the CDI API, this source knows no class.
 */
public final class CdiInstanceSource implements InstanceSource {

    private final InstanceSource source;

    /** Makes a source. Finds out whether there is CDI. */
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

    /** The source without CDI. */
    private record NoInstances() implements InstanceSource {
        @Override
        public <T> Optional<Provider<T>> providerOf(Class<T> type) {
            return Optional.empty();
        }
    }
}
