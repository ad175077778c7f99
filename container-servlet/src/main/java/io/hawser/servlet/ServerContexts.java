package io.hawser.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The contexts that a server gives to the threads of an application's requests, and not to ours: naming, security and
 * whatever else it has. A server of the Jakarta EE platform has a {@code ContextService} (Jakarta Concurrency 3.0,
 * section 3.3), which captures them from a request's thread and puts them around what other threads do. It is asked by
 * reflection, since most servlet containers have neither its API nor, perhaps, JNDI.
 */
final class ServerContexts {

    private static final Logger LOG = System.getLogger(ServerContexts.class.getPackageName());
    private static final String API = "jakarta.enterprise.concurrent.";
    private static final List<String> NAMES =
            List.of("java:comp/DefaultContextService", "java:comp/DefaultManagedExecutorService");

    /** Does without. */
    private static final Executor NONE = Runnable::run;

    private final AtomicBoolean toldOfFailure = new AtomicBoolean();
    private final ClassLoader application;
    private volatile Optional<Object> service;

    /**
     * @param application the class loader of the application, to which a server that has them shows their API
     */
    ServerContexts(ClassLoader application) {
        this.application = application;
    }

    /**
     * {@return what runs code, on the thread that calls it, with the contexts of the thread that calls this} To be
     * called by the thread of a request: elsewhere there may be no naming.
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

    /** Whatever becomes of the contexts, as while the application ends: the task runs, and once. */
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
                () -> "callbacks run without the server's contexts, such as naming and security, which fail: " + cause);
    }

    private Optional<Object> find() {
        if (!isApiVisible()) {
            // JNDI may be anything then, such as a directory somewhere else that does not answer.
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
            // The latter without the module java.naming.
            LOG.log(Level.DEBUG, () -> "there is no " + name + ": " + e);
            return Optional.empty();
        }
    }

    /** Loaded where there is JNDI. */
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

    /** {@return an interface of the API which a class implements, as the server has loaded it} */
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
            LOG.log(Level.DEBUG, () -> "the server has Jakarta Concurrency of before 3.0");
        } catch (InvocationTargetException e) {
            LOG.log(
                    Level.DEBUG,
                    () -> service.getClass().getName() + " captures no contexts that way: " + e.getCause());
        }
        return (Executor) api.getMethod("createContextualProxy", Object.class, Class.class)
                .invoke(service, NONE, Executor.class);
    }
}
