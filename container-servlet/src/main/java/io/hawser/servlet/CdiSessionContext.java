package io.hawser.servlet;

import io.hawser.log.Log;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs tasks with the session context of CDI of one HTTP session, as the setting {@code cdiSessionContext} wants it.
 * CDI has no method for that. Weld has one (the interface {@code BoundSessionContext} of its API), for values that are
 * in a map: {@link WeldSessionAttributes}. Weld's class for the context of an HTTP request is of no use here: it keeps
 * the HTTP session in a variable of the thread, which nobody clears after a task.
 *
 * <p>Weld is called by reflection, since its API may not be visible to the application.
 */
final class CdiSessionContext implements Executor {

    private static final Log LOG = Log.of(CdiSessionContext.class);
    private static final String WELD = "org.jboss.weld.context.bound.BoundSessionContext";
    private static final String ACTIVE = "org.jboss.weld.context.ManagedContext";
    private static final String BOUND = "org.jboss.weld.context.BoundContext";
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private final HttpSession session;
    private final Map<String, Object> attributes;
    private final Executor contexts;
    /** Found at the first task, since CDI may not run before; {@code null} until then. */
    private volatile Weld weld;

    /**
     * Creates the context of an HTTP session.
     *
     * @param session the HTTP session
     * @param contexts the other contexts: runs a given task at once
     */
    CdiSessionContext(HttpSession session, Executor contexts) {
        this.session = session;
        this.attributes = new WeldSessionAttributes(session);
        this.contexts = contexts;
    }

    @Override
    public void execute(Runnable task) {
        contexts.execute(() -> {
            Active active = activate();
            try {
                task.run();
            } finally {
                active.end();
            }
        });
    }

    /** An active context. */
    private interface Active {

        /** A context that could not be activated, or was active before. */
        Active NONE = () -> {};

        void end();
    }

    private Active activate() {
        try {
            session.getCreationTime();
            return activateUnlessActive();
        } catch (IllegalStateException e) {
            // The HTTP session has ended, or CDI does not run any more.
            return Active.NONE;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.log(
                    TOLD.getAndSet(true) ? Level.DEBUG : Level.WARNING,
                    () -> "the setting cdiSessionContext has no effect, since the CDI of the application is not Weld: "
                            + e);
            return Active.NONE;
        }
    }

    private Active activateUnlessActive() throws ReflectiveOperationException {
        if (Weld.isActive()) {
            return Active.NONE;
        }
        Weld found = weld;
        if (found == null) {
            found = Weld.find();
            weld = found;
        }
        return found.activate(attributes);
    }

    /**
     * Weld's bound session context, which is one for all threads, and its methods. A separate class, which is loaded at
     * the first task: the application may not have the API of CDI.
     *
     * @param context the context
     */
    private record Weld(Object context, Method associate, Method activate, Method deactivate, Method dissociate) {

        /** {@return whether the thread has a session context} */
        static boolean isActive() {
            try {
                return CDI.current()
                        .getBeanManager()
                        .getContext(SessionScoped.class)
                        .isActive();
            } catch (ContextNotActiveException e) {
                return false;
            }
        }

        static Weld find() throws ReflectiveOperationException {
            ClassLoader loader = CDI.current().getBeanManager().getClass().getClassLoader();
            Class<?> bound = Class.forName(BOUND, false, loader);
            Class<?> managed = Class.forName(ACTIVE, false, loader);
            return new Weld(
                    CDI.current()
                            .select(Class.forName(WELD, false, loader), Any.Literal.INSTANCE)
                            .get(),
                    bound.getMethod("associate", Object.class),
                    managed.getMethod("activate"),
                    managed.getMethod("deactivate"),
                    bound.getMethod("dissociate", Object.class));
        }

        Active activate(Map<String, Object> attributes) throws ReflectiveOperationException {
            associate.invoke(context, attributes);
            activate.invoke(context);
            return () -> {
                try {
                    deactivate.invoke(context);
                    dissociate.invoke(context, attributes);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("the session context of CDI is still active", e);
                }
            };
        }
    }
}
