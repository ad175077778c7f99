package io.hawser.session;

import io.hawser.QueueFullException;
import io.hawser.Setting;
import io.hawser.Settings;
import io.hawser.log.Log;
import io.hawser.protocol.CloseStatus;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Logs once for a session that its queue was full and a message was not sent. Many senders with a future do not check
 * it. If {@link Setting#CLOSE_ON_FULL_QUEUE} is on, it closes the session instead, so that the peer's messages have no
 * gap.
 */
final class FullQueue {

    private static final Log LOG = Log.of(FullQueue.class);

    private final ClosingConnection connection;
    private final SessionFacts session;
    private final boolean closes;
    private final AtomicBoolean told = new AtomicBoolean();

    FullQueue(ClosingConnection connection, SessionFacts session, Settings settings) {
        this.connection = connection;
        this.session = session;
        this.closes = settings.closeOnFullQueue();
    }

    /**
     * Handles a refused send. Called without a lock.
     *
     * @param refusal the exception that the sender gets
     * @param heard whether the sender certainly hears of it, by an exception or a handler
     */
    void refused(QueueFullException refusal, boolean heard) {
        if (!closes && heard || !told.compareAndSet(false, true)) {
            return;
        }
        if (closes) {
            LOG.bounded(
                    Level.INFO,
                    "closed on full queue, " + session.kind(),
                    () -> session.label() + " is closed because of the setting " + Setting.CLOSE_ON_FULL_QUEUE.key()
                            + ": " + refusal.getMessage() + session.peer());
            connection.close(CloseStatus.of(CloseStatus.TRY_AGAIN_LATER, "the peer does not read fast enough"));
        } else {
            LOG.bounded(
                    Level.WARNING,
                    "a message dropped, " + session.kind(),
                    () -> session.label() + " has dropped a message: " + refusal.getMessage()
                            + ". Further dropped messages are not logged; the setting "
                            + Setting.CLOSE_ON_FULL_QUEUE.key() + " closes such sessions" + session.peer());
        }
    }
}
