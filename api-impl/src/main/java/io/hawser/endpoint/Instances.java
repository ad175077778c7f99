package io.hawser.endpoint;

import io.hawser.CallScope;
import io.hawser.InstanceSource;
import io.hawser.log.Log;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.System.Logger.Level;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes instances of an application's classes. They come from the {@link InstanceSource}s that the application's or
 * Hawser's own class loader can see, or otherwise from the public constructor without arguments. Safe for all threads.
 */
public final class Instances {

    private static final Instances OF_ENGINE =
            new Instances(load(Instances.class.getClassLoader(), Set.of()), CallScope.NONE);
    private static final ThreadLocal<Instances> CURRENT = new ThreadLocal<>();
    private static final Log LOG = Log.of(Instances.class);

    /** The instances by class. They are kept as long as the class, and so as long as the application is loaded. */
    private static final ClassValue<Instances> OF_CLASS = new ClassValue<>() {
        @Override
        protected Instances computeValue(Class<?> type) {
            return seenBy(type.getClassLoader());
        }
    };

    private final List<InstanceSource> sources;
    private final CallScope scope;

    private Instances(List<InstanceSource> sources, CallScope scope) {
        this.sources = sources;
        this.scope = scope;
    }

    /**
     * Finds the sources that an endpoint's class can see, which are those of its class loader. The search is made once
     * for each class, not for each session.
     *
     * @param endpointClass the endpoint's class, or {@code null} for the sources that Hawser itself can see
     * @return its instances
     */
    public static Instances of(Class<?> endpointClass) {
        // A class of Hawser's own class loader, or of one above it, would keep Hawser in memory by the instances that
        // it keeps.
        return endpointClass == null || isOwn(endpointClass.getClassLoader()) ? OF_ENGINE : OF_CLASS.get(endpointClass);
    }

    private static Instances seenBy(ClassLoader loader) {
        Set<Class<?>> known = new HashSet<>();
        OF_ENGINE.sources.forEach(source -> known.add(source.getClass()));
        List<InstanceSource> sources = load(loader, known);
        // The application's own sources come first: they know more about it.
        sources.addAll(OF_ENGINE.sources);
        return new Instances(sources, CallScope.NONE);
    }

    /** {@return whether the class loader sees nothing beyond Hawser's own one} */
    private static boolean isOwn(ClassLoader loader) {
        for (ClassLoader own = Instances.class.getClassLoader(); own != null; own = own.getParent()) {
            if (own == loader) {
                return true;
            }
        }
        return loader == null;
    }

    private static List<InstanceSource> load(ClassLoader loader, Set<Class<?>> known) {
        return Providers.of(InstanceSource.class, loader, type -> !known.contains(type));
    }

    /** {@return the instances of the application whose configurator is making one on this thread, or {@code null}} */
    static Instances current() {
        return CURRENT.get();
    }

    /** Has a configurator make an instance. It may call its default, which uses these instances then. */
    <T> T asCurrent(Creation<T> creation) throws InstantiationException {
        Instances outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return creation.create();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /**
     * Finds the scope of calls again, since an injection container may have begun to run after the last time.
     *
     * @return these instances, with the scope of calls of one of the sources
     */
    Instances inScope() {
        for (InstanceSource source : sources) {
            Optional<CallScope> found = scopeOf(source);
            if (found.isPresent()) {
                return in(new LoggedScope(found.get()));
            }
        }
        return this;
    }

    /** {@return these instances, with a scope of calls that was found before} */
    Instances in(CallScope calls) {
        return calls == scope ? this : new Instances(sources, calls);
    }

    private static Optional<CallScope> scopeOf(InstanceSource source) {
        try {
            return source.callScope();
        } catch (RuntimeException e) {
            LOG.bounded(
                    Level.WARNING,
                    "scope of " + source.getClass().getName(),
                    () -> source + " could not return its call scope; the calls continue without it",
                    e);
            return Optional.empty();
        }
    }

    /** {@return the scope of calls that {@link #inScope} has found} */
    CallScope scope() {
        return scope;
    }

    /** Makes an instance. */
    @FunctionalInterface
    interface Creation<T> {
        T create() throws InstantiationException;
    }

    /**
     * Checks that instances of a class can be made.
     *
     * @param type the class
     * @throws InstantiationException if no source knows it and it has no usable constructor; the message has the reason
     */
    void check(Class<?> type) throws InstantiationException {
        if (Modifier.isAbstract(type.getModifiers())
                || !isInjectable(type) && providerOf(type).isEmpty()) {
            NoArgConstructor.of(type);
        }
    }

    /** {@return whether an injection container, which may not run yet, has to make instances of a class} */
    private static boolean isInjectable(Class<?> type) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.isAnnotationPresent(Inject.class)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Makes a new instance. Runs user code.
     *
     * @param type the class
     * @param <T> the class
     * @return a new instance
     * @throws InstantiationException if no instance can be made; the message names the class and the cause
     */
    <T> T make(Class<T> type) throws InstantiationException {
        Optional<Provider<T>> provider = providerOf(type);
        if (provider.isEmpty()) {
            return NoArgConstructor.of(type).newInstance();
        }
        T instance;
        try {
            instance = provider.get().get();
        } catch (RuntimeException e) {
            InstantiationException failed =
                    new InstantiationException("The instance of " + type.getName() + " could not be injected: " + e);
            failed.initCause(e);
            throw failed;
        }
        if (instance == null) {
            throw new InstantiationException(
                    "The instance of " + type.getName() + " could not be injected: its provider returned null.");
        }
        return instance;
    }

    private <T> Optional<Provider<T>> providerOf(Class<T> type) {
        for (InstanceSource source : sources) {
            Optional<Provider<T>> provider = source.providerOf(type);
            if (provider.isPresent()) {
                return provider;
            }
        }
        return Optional.empty();
    }

    /**
     * Releases an instance that is not used any more, in a separate call of user code.
     *
     * @param instance the instance
     * @param first code that runs before, in the same call
     */
    void release(Object instance, Runnable first) {
        CallScope.Call call = scope.begin();
        try {
            first.run();
            release(instance);
        } finally {
            call.end();
        }
    }

    /** Releases an instance that is not used any more. Runs user code, and logs its exceptions. */
    void release(Object instance) {
        for (InstanceSource source : sources) {
            try {
                source.release(instance);
            } catch (Throwable e) {
                String release = "the release of " + instance.getClass().getName();
                LOG.bounded(Level.WARNING, release, () -> release + " has failed", e);
            }
        }
    }
}
