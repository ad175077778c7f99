package io.hawser.endpoint;

import io.hawser.log.Log;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds providers with a {@link ServiceLoader}. A provider whose class is missing, does not fit, or cannot be
 * instantiated is skipped with one log line. It may belong to another implementation that the class loader happens to
 * see, and the other providers are still useful.
 */
public final class Providers {

    private static final Log LOG = Log.of(Providers.class);
    /** The lines that were logged for each class loader. A search may come for each class of an application. */
    private static final Map<ClassLoader, Set<String>> TOLD = Collections.synchronizedMap(new WeakHashMap<>());

    /** The most failures of a search. Some class loaders always fail. */
    private static final int MAX_FAILURES = 64;

    private Providers() {}

    /**
     * Makes one instance of each provider.
     *
     * @param service the service
     * @param loader the class loader of the providers; {@code null} for the system class loader
     * @param <S> the type of the service
     * @return the instances that could be made, in the order in which they are found
     */
    public static <S> List<S> of(Class<S> service, ClassLoader loader) {
        return each(service, loader, ServiceLoader.Provider::get);
    }

    /**
     * Makes one instance of each provider that is wanted.
     *
     * @param service the service
     * @param loader the class loader of the providers; {@code null} for the system class loader
     * @param wanted tells whether the provider of a class is made
     * @param <S> the type of the service
     * @return the instances that could be made, in the order in which they are found
     */
    public static <S> List<S> of(Class<S> service, ClassLoader loader, Predicate<Class<?>> wanted) {
        return each(service, loader, provider -> wanted.test(provider.type()) ? provider.get() : null);
    }

    /** {@return the classes of the providers of a service, without instances, in the order in which they are found} */
    static <S> List<Class<? extends S>> classes(Class<S> service, ClassLoader loader) {
        return each(service, loader, ServiceLoader.Provider::type);
    }

    /** {@return the results for the providers, without {@code null}} */
    private static <S, R> List<R> each(
            Class<S> service, ClassLoader loader, Function<ServiceLoader.Provider<S>, R> result) {
        List<R> made = new ArrayList<>();
        Iterator<ServiceLoader.Provider<S>> found =
                ServiceLoader.load(service, loader).stream().iterator();
        int failed = 0;
        while (failed < MAX_FAILURES) {
            try {
                if (!found.hasNext()) {
                    return made;
                }
                R next = result.apply(found.next());
                if (next != null) {
                    made.add(next);
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                failed++;
                passOver(service, loader, e);
            }
        }
        return made;
    }

    private static void passOver(Class<?> service, ClassLoader loader, Throwable failure) {
        String reason = failure.toString() + (failure.getCause() == null ? "" : ": " + failure.getCause());
        if (TOLD.computeIfAbsent(loader, key -> ConcurrentHashMap.newKeySet()).add(reason)) {
            LOG.log(Level.WARNING, "a provider of " + service.getName() + " is skipped: " + reason);
        }
    }
}
