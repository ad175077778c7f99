package io.hawser.servlet;

import io.hawser.log.Log;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
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
            BeanManager beans = CDI.current().getBeanManager();
            return isActive(beans) ? Active.NONE : activate(beans);
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

    private static boolean isActive(BeanManager beans) {
        try {
            return beans.getContext(SessionScoped.class).isActive();
        } catch (ContextNotActiveException e) {
            return false;
        }
    }

    private Active activate(BeanManager beans) throws ReflectiveOperationException {
        ClassLoader weld = beans.getClass().getClassLoader();
        Class<?> type = Class.forName(WELD, false, weld);
        Object context = CDI.current().select(type, Any.Literal.INSTANCE).get();
        Class<?> bound = Class.forName(BOUND, false, weld);
        Class<?> managed = Class.forName(ACTIVE, false, weld);
        bound.getMethod("associate", Object.class).invoke(context, attributes);
        managed.getMethod("activate").invoke(context);
        return () -> {
            try {
                managed.getMethod("deactivate").invoke(context);
                bound.getMethod("dissociate", Object.class).invoke(context, attributes);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the session context of CDI is still active", e);
            }
        };
    }
}
