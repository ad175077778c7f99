package io.hawser.standalone.client;

import io.hawser.container.HawserClientContainer;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The client containers of a process: one for each application, and one for threads that belong to no application. An
 * application is identified by its class loader, which is the context class loader of its threads or a parent of it.
 * Safe for all threads.
 */
public final class SharedClients {

    private final ClassLoader own;
    private final SharedClient common = new SharedClient();
    /** Weak, since {@link #end} is not called for an application that has failed to start. */
    private final Map<ClassLoader, SharedClient> applications = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Creates an object without containers. Each is created at the first request for it.
     *
     * @param own the class loader of Hawser, which may be the one of an application
     */
    public SharedClients(ClassLoader own) {
        this.own = own;
    }

    /**
     * Gives an application a separate container.
     *
     * @param application the class loader of the application
     */
    public void begin(ClassLoader application) {
        applications.putIfAbsent(application, new SharedClient());
    }

    /**
     * {@return the container of the application that the calling thread belongs to}
     *
     * @throws IllegalArgumentException if a setting is no number or out of its range
     */
    public HawserClientContainer get() {
        SharedClient found = of(Thread.currentThread().getContextClassLoader());
        if (found == null) {
            // The thread belongs to no application, and Hawser may be a part of one.
            found = of(own);
        }
        return (found == null ? common : found).get();
    }

    private SharedClient of(ClassLoader context) {
        SharedClient found = null;
        for (ClassLoader loader = context; loader != null && found == null; loader = loader.getParent()) {
            found = applications.get(loader);
        }
        return found;
    }

    /**
     * Ends the container of an application. If Hawser belongs to this application, also ends the container of threads
     * that belong to no application. Waits for a limited time.
     *
     * @param application the class loader of the application
     */
    public void end(ClassLoader application) {
        SharedClient ended = applications.remove(application);
        if (ended != null) {
            ended.end();
        }
        if (application == own) {
            common.end();
        }
    }
}
