package io.hawser.endpoint;

import java.lang.System.Logger;
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
import java.util.function.Predicate;

/**
 * What {@link ServiceLoader} finds, as far as it works. A provider whose class is missing, does not fit, or cannot be
 * made is passed over with one log line: it may be another implementation's, which happens to be in sight, and the
 * others have not lost their use by it.
 */
public final class Providers {

    private static final Logger LOG = System.getLogger(Providers.class.getPackageName());
    /** What was told of each class loader, which may be asked for each class of an application. */
    private static final Map<ClassLoader, Set<String>> TOLD = Collections.synchronizedMap(new WeakHashMap<>());

    /** A search that goes on to fail gets nowhere: some class loaders cannot be asked at all. */
    private static final int MOST_FAILURES = 64;

    private Providers() {}

    /**
     * Makes one instance of each provider.
     *
     * @param service the service
     * @param loader what looks for providers; {@code null} for the system class loader
     * @param <S> the service
     * @return the instances that could be made, in the order in which they are found
     */
    public static <S> List<S> of(Class<S> service, ClassLoader loader) {
        return of(service, loader, type -> true);
    }

    /**
     * Makes one instance of each provider that is wanted.
     *
     * @param service the service
     * @param loader what looks for providers; {@code null} for the system class loader
     * @param wanted whether the provider of this class is made at all
     * @param <S> the service
     * @return the instances that could be made, in the order in which they are found
     */
    public static <S> List<S> of(Class<S> service, ClassLoader loader, Predicate<Class<?>> wanted) {
        List<S> made = new ArrayList<>();
        Iterator<ServiceLoader.Provider<S>> found =
                ServiceLoader.load(service, loader).stream().iterator();
        int failed = 0;
        while (failed < MOST_FAILURES) {
            try {
                if (!found.hasNext()) {
                    return made;
                }
                ServiceLoader.Provider<S> provider = found.next();
                if (wanted.test(provider.type())) {
                    made.add(provider.get());
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
            LOG.log(Level.WARNING, "a provider of " + service.getName() + " is passed over: " + reason);
        }
    }
}
