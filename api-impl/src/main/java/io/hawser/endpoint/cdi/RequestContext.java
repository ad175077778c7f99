package io.hawser.endpoint.cdi;

import io.hawser.endpoint.CallScope;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;

/**
 * A request context of CDI for each call. Where the thread has one already, as within a request of a servlet container,
 * the call is a part of that.
 *
 * @param beans the beans of a container
 * @param controller what makes controllers of the request context
 */
record RequestContext(BeanManager beans, Bean<?> controller) implements CallScope {

    /**
     * {@return the request contexts of a container that runs}
     *
     * @throws IllegalStateException where it does not run yet
     */
    static Optional<CallScope> of(BeanManager beans) {
        return Optional.<Bean<?>>ofNullable(beans.resolve(beans.getBeans(RequestContextController.class)))
                .map(controller -> new RequestContext(beans, controller));
    }

    /** A controller knows what it has activated, and so each call has one of its own. */
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
            // The container has ended before the session, which has its onClose still.
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
