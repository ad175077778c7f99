package io.hawser.session;

import io.hawser.protocol.CloseStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells people, once for a session, that its queue was full and a message was not sent: of a send with a future the
 * sender hears only where it asks, and many do not. Or closes the session, where {@link Setting#CLOSE_ON_FULL_QUEUE} is
 * on: then its peer gets no stream with a gap.
 */
final class FullQueue {

    private static final Logger LOG = System.getLogger(FullQueue.class.getPackageName());

    private final Connection connection;
    private final SessionFacts session;
    private final boolean closes;
    private final AtomicBoolean told = new AtomicBoolean();

    FullQueue(Connection connection, SessionFacts session, Settings settings) {
        this.connection = connection;
        this.session = session;
        this.closes = settings.isOn(Setting.CLOSE_ON_FULL_QUEUE);
    }

    /**
     * A send was refused. Called without a lock.
     *
     * @param refusal what the sender is told
     * @param heard whether the sender is sure to hear it, by an exception or a handler
     */
    void refused(QueueFullException refusal, boolean heard) {
        if (!closes && heard || !told.compareAndSet(false, true)) {
            return;
        }
        if (closes) {
            LOG.log(
                    Level.INFO,
                    session.label() + " is closed, as the setting " + Setting.CLOSE_ON_FULL_QUEUE.key() + " has it: "
                            + refusal.getMessage() + session.peer());
            connection.close(CloseStatus.of(CloseStatus.TRY_AGAIN_LATER, "more is to be sent than this peer reads"));
        } else {
            LOG.log(
                    Level.WARNING,
                    session.label() + " has dropped a message: " + refusal.getMessage()
                            + ". More may be dropped, which is not logged again; the setting "
                            + Setting.CLOSE_ON_FULL_QUEUE.key() + " closes such sessions" + session.peer());
        }
    }
}
