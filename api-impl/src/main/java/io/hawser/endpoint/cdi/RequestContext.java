package io.hawser.endpoint.cdi;

import io.hawser.CallScope;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;

/**
 * A request context of CDI for each call. If the thread has one already, as within a request of a servlet container,
 * the call uses that one.
 *
 * @param beans the beans of a container
 * @param controller the bean that makes controllers of the request context
 */
record RequestContext(BeanManager beans, Bean<?> controller) implements CallScope {

    /**
     * {@return the request contexts of a running container}
     *
     * @throws IllegalStateException if it does not run yet
     */
    static Optional<CallScope> of(BeanManager beans) {
        return Optional.<Bean<?>>ofNullable(beans.resolve(beans.getBeans(RequestContextController.class)))
                .map(controller -> new RequestContext(beans, controller));
    }

    /**
     * Begins a call. Each call has a separate controller, since a controller remembers whether it has activated the
     * context.
     */
    @Override
    public Call begin() {
        CreationalContext<?> creation = beans.createCreationalContext(controller);
        boolean active = false;
        try {
            RequestContextController own =
                    (RequestContextController) beans.getReference(controller, RequestContextController.class, creation);
            active = own.activate();
            return active ? () -> end(own, creation) : Call.PLAIN;
        } catch (IllegalStateException e) {
            // The container has ended before the session, whose onClose still comes.
            return Call.PLAIN;
        } finally {
            if (!active) {
                creation.release();
            }
        }
    }

    private static void end(RequestContextController own, CreationalContext<?> creation) {
        try {
            own.deactivate();
        } finally {
            creation.release();
        }
    }
}
