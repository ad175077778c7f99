package io.hawser.session;

import io.hawser.log.Log;
import java.lang.System.Logger.Level;

/** The steps by which a session ends. An exception of one step stops none of the others: nobody else would run them. */
final class Steps {

    private static final Log LOG = Log.of(Steps.class);

    private Steps() {}

    /**
     * Runs all steps, in their order.
     *
     * @param session the session that ends, for the log
     * @param steps the steps
     */
    static void all(SessionFacts session, Runnable... steps) {
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                LOG.bounded(
                        Level.WARNING,
                        "a step of the end has failed, " + session.kind(),
                        () -> session.label() + ": a step of ending the session has failed",
                        e);
            }
        }
    }
}
