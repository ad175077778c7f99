package io.hawser.endpoint;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where instances of an application's classes come from: the {@link InstanceSource}s that the application or Hawser's
 * own class loader can see, else the public constructor without arguments. Safe for all threads.
 */
public final class Instances {

    private static final Instances OF_ENGINE =
            new Instances(load(Instances.class.getClassLoader(), Set.of()), CallScope.NONE);
    private static final ThreadLocal<Instances> CURRENT = new ThreadLocal<>();
    private static final Logger LOG = System.getLogger(Instances.class.getPackageName());

    /** Kept with the class, and so for as long as its application is loaded. */
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
     * Finds the sources that an endpoint's class can see: those of its class loader. They are looked for once for each
     * class, not for each session.
     *
     * @param endpointClass the endpoint's class, or {@code null} for what Hawser itself can see
     * @return its instances
     */
    public static Instances of(Class<?> endpointClass) {
        // A class of Hawser's own class loader, or of one above it, would keep Hawser in memory by what it keeps.
        return endpointClass == null || isOwn(endpointClass.getClassLoader()) ? OF_ENGINE : OF_CLASS.get(endpointClass);
    }

    private static Instances seenBy(ClassLoader loader) {
        Set<Class<?>> known = new HashSet<>();
        OF_ENGINE.sources.forEach(source -> known.add(source.getClass()));
        List<InstanceSource> sources = load(loader, known);
        // The application's own come first: they know more of it.
        sources.addAll(OF_ENGINE.sources);
        return new Instances(sources, CallScope.NONE);
    }

    /** {@return whether the class loader sees nothing that Hawser's own does not see} */
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

    /** {@return the instances of the application whose configurator is being asked for one, or {@code null}} */
    static Instances current() {
        return CURRENT.get();
    }

    /** Asks a configurator, which may ask its default for an instance and so come back to this. */
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
     * Looks now for what is to be done around calls: an injection container may have begun to run since the last time.
     *
     * @return these instances, with the scope of calls that one of the sources has
     */
    Instances inScope() {
        for (InstanceSource source : sources) {
            Optional<CallScope> found = scopeOf(source);
            if (found.isPresent()) {
                return new Instances(sources, new LoggedScope(found.get()));
            }
        }
        return this;
    }

    private static Optional<CallScope> scopeOf(InstanceSource source) {
        try {
            return source.callScope();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, source + " could not tell its scope of calls, which go on without it", e);
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
     * @throws InstantiationException where no source knows it and it has no usable constructor; the message says why
     */
    void check(Class<?> type) throws InstantiationException {
        if (Modifier.isAbstract(type.getModifiers())
                || !isInjectable(type) && providerOf(type).isEmpty()) {
            NoArgConstructor.of(type);
        }
    }

    /** {@return whether a class leaves it to an injection container to make it, which may not run yet} */
    private static boolean isInjectable(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .anyMatch(constructor -> constructor.isAnnotationPresent(Inject.class));
    }

    /**
     * Makes a new instance. Runs user code.
     *
     * @param type the class
     * @param <T> the class
     * @return a new instance
     * @throws InstantiationException where there is none; the message names the class and the cause
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

    /** Says, in a call of its own, that an instance is not used any more, nor the codecs that were made for it. */
    void release(Object instance, SessionCodecs codecs) {
        CallScope.Call call = scope.begin();
        try {
            codecs.close();
            release(instance);
        } finally {
            call.end();
        }
    }

    /** Says that an instance is not used any more. Runs user code; what it throws is logged. */
    void release(Object instance) {
        for (InstanceSource source : sources) {
            try {
                source.release(instance);
            } catch (Throwable e) {
                LOG.log(Level.WARNING, "the release of " + instance.getClass().getName() + " has failed", e);
            }
        }
    }
}
