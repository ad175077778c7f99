package io.hawser.servlet;

import io.hawser.log.Log;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The contexts that a server gives to the threads of an application's requests, but not to Hawser's threads: naming,
 * security and others. A server of the Jakarta EE platform has a {@code ContextService} (Jakarta Concurrency 3.0,
 * section 3.3). It captures the contexts of a request's thread and applies them to tasks on other threads. This class
 * calls it by reflection, since most servlet containers do not have its API and may not have JNDI.
 */
final class ServerContexts {

    private static final Log LOG = Log.of(ServerContexts.class);
    private static final String API = "jakarta.enterprise.concurrent.";
    private static final List<String> NAMES =
            List.of("java:comp/DefaultContextService", "java:comp/DefaultManagedExecutorService");

    /** Runs code without contexts. */
    private static final Executor NONE = Runnable::run;

    private final AtomicBoolean toldOfFailure = new AtomicBoolean();
    private final ClassLoader application;
    private volatile Optional<Object> service;

    /**
     * Creates the contexts of an application.
     *
     * @param application the class loader of the application, which sees the API if the server has it
     */
    ServerContexts(ClassLoader application) {
        this.application = application;
    }

    /**
     * {@return an executor that runs a task on the thread that calls it, with the contexts of the thread that calls
     * this method} The thread of a request has to call this method, since other threads may have no naming.
     */
    Executor capture() {
        Optional<Object> found = service;
        if (found == null) {
            found = find();
            service = found;
        }
        if (found.isEmpty()) {
            return NONE;
        }
        try {
            Executor captured = executor(found.get());
            return task -> run(captured, task);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            tell(e);
            return NONE;
        }
    }

    /**
     * {@return the executor of {@link #capture()}, and inside it the executor of a framework}
     *
     * @param framework the executor of a framework, or another object or {@code null} if there is none
     */
    Executor capture(Object framework) {
        Executor server = capture();
        if (framework instanceof Executor inner) {
            return task -> server.execute(() -> run(inner, task));
        }
        if (framework != null) {
            LOG.bounded(
                    Level.WARNING,
                    "no executor",
                    () -> "the request attribute " + HawserInitializer.CALLBACK_EXECUTOR + " is not an Executor, but "
                            + framework.getClass().getName() + ": callbacks run without it");
        }
        return server;
    }

    /** Runs a task once, even if the contexts fail, for example while the application ends. */
    private void run(Executor captured, Runnable task) {
        Once once = new Once(task);
        try {
            captured.execute(once);
        } catch (RuntimeException | Error e) {
            if (once.begun.get() && !once.ended) {
                // The task has thrown it.
                throw e;
            }
            tell(e);
        }
        once.run();
    }

    private static final class Once implements Runnable {

        private final Runnable task;
        private final AtomicBoolean begun = new AtomicBoolean();
        private volatile boolean ended;

        Once(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (begun.compareAndSet(false, true)) {
                task.run();
                ended = true;
            }
        }
    }

    private void tell(Throwable failure) {
        Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
        Level level = toldOfFailure.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
        LOG.log(
                level,
                () -> "callbacks run without the contexts of the server or of a framework, such as naming and security,"
                        + " because these fail: "
                        + cause);
    }

    private Optional<Object> find() {
        if (!isApiVisible()) {
            // In this case JNDI may lead to a remote directory that does not answer.
            return Optional.empty();
        }
        for (String name : NAMES) {
            Optional<Object> found = lookUp(name).flatMap(ServerContexts::service);
            if (found.isPresent()) {
                LOG.log(Level.DEBUG, () -> "callbacks run with the contexts of " + name);
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean isApiVisible() {
        try {
            Class.forName(API + "ContextService", false, application);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static Optional<Object> lookUp(String name) {
        try {
            return Optional.ofNullable(Naming.lookUp(name));
        } catch (RuntimeException | LinkageError e) {
            // A LinkageError occurs without the module java.naming.
            LOG.log(Level.DEBUG, () -> "there is no " + name + ": " + e);
            return Optional.empty();
        }
    }

    /** A separate class, which is loaded only if JNDI is present. */
    private static final class Naming {

        @SuppressWarnings("BanJNDI") // The names are the two above.
        static Object lookUp(String name) {
            try {
                InitialContext context = new InitialContext();
                try {
                    return context.lookup(name);
                } finally {
                    context.close();
                }
            } catch (NamingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Optional<Object> service(Object found) {
        if (api(found.getClass(), "ContextService").isPresent()) {
            return Optional.of(found);
        }
        return api(found.getClass(), "ManagedExecutorService").flatMap(type -> {
            try {
                return Optional.ofNullable(type.getMethod("getContextService").invoke(found));
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                LOG.log(Level.DEBUG, () -> found.getClass().getName() + " has no context service: " + e);
                return Optional.empty();
            }
        });
    }

    /** {@return the interface of the API that a class implements, as the server has loaded it} */
    private static Optional<Class<?>> api(Class<?> type, String name) {
        if (type == null) {
            return Optional.empty();
        }
        if (type.getName().equals(API + name)) {
            return Optional.of(type);
        }
        for (Class<?> extended : type.getInterfaces()) {
            Optional<Class<?>> found = api(extended, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return api(type.getSuperclass(), name);
    }

    private static Executor executor(Object service) throws ReflectiveOperationException {
        Class<?> api = api(service.getClass(), "ContextService").orElseThrow();
        try {
            Object executor = api.getMethod("currentContextExecutor").invoke(service);
            if (executor instanceof Executor found) {
                return found;
            }
        } catch (NoSuchMethodException e) {
            LOG.log(Level.DEBUG, () -> "the server's Jakarta Concurrency is older than 3.0");
        } catch (InvocationTargetException e) {
            LOG.log(
                    Level.DEBUG,
                    () -> service.getClass().getName() + " cannot capture contexts for an Executor: " + e.getCause());
        }
        return (Executor) api.getMethod("createContextualProxy", Object.class, Class.class)
                .invoke(service, NONE, Executor.class);
    }
}
