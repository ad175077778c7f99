package io.hawser.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The steps by which a session ends. What one of them throws stops none of the others: nobody else would take them. */
final class Steps {

    private static final Logger LOG = System.getLogger(Steps.class.getPackageName());

    private Steps() {}

    /**
     * Takes all of them, in their order.
     *
     * @param session whose end it is, for the log
     * @param steps what is to be done
     */
    static void all(SessionFacts session, Runnable... steps) {
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, session.label() + ": a part of the session's end has failed", e);
            }
        }
    }
}
