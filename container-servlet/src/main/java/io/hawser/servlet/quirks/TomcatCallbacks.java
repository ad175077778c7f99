package io.hawser.servlet.quirks;

import java.io.EOFException;

/**
 * The policy for Tomcat, which ends a closed connection only when one of its own callbacks returns.
 *
 * <ul>
 *   <li>Server: Tomcat 11; other versions not known.
 *   <li>Cause: Tomcat checks whether a connection was closed when a callback returns. If another thread closes the
 *       connection just after that, the connection only ends with the next action of the peer, which may never come.
 *   <li>Test: {@code ConversationsTest} with a connection of Tomcat, such as
 *       {@code whatIsSentComesBackOnceAndInOrderAndACloseIsAnswered}.
 *   <li>Delete when Tomcat ends a connection that is closed by a thread of the application.
 * </ul>
 *
 * <p>So a callback that may have brought the end of the peer stays until the end is answered, for at most a second
 * ({@link Stay}). A close during that time holds the callback. If no callback runs, the connection provokes one
 * ({@link PongPadding}) and is closed in it.
 */
final class TomcatCallbacks implements CallbackPolicy {

    /**
     * The exception that Tomcat reports to {@code onError} when it finds the end of the input in its own check of the
     * socket.
     *
     * <p>The class is resolved together with this class. Tomcat may still call after an application has ended. The
     * class loader of that application then finds no class that it has not found before, not even one of the JDK.
     *
     * <ul>
     *   <li>Server: Tomcat 11; other versions not known.
     *   <li>Cause: the end of the input comes as an error, and the input that was read before it may not be parsed yet.
     *   <li>Test: {@code CallbackPolicyTest.tomcatsEndOfInputIsNoErrorAndWhatIsOneClosesTheConnection};
     *       {@code ConversationsTest.theEndOfTheInputIsAnsweredInTheCallbackThatTells}; for the class loader, not
     *       known.
     *   <li>Delete when Tomcat calls {@code onAllDataRead} for each end of the input.
     * </ul>
     */
    private static final Class<?> END = EOFException.class;

    private final UpgradedConnection connection;
    private final Stay stay = new Stay();

    /** Whether a callback was provoked, and has not come yet. */
    private volatile boolean provoked;

    TomcatCallbacks(UpgradedConnection connection) {
        this.connection = connection;
    }

    @Override
    public void dataRead() {
        if (isAboutToEnd()) {
            stayForTheEnd();
        } else {
            connection.pausedInput().stay(connection.isEncrypted());
        }
        connection.pausedInput().readOn();
    }

    @Override
    public void writeCalled() {
        provoked = false;
    }

    @Override
    public void written() {
        connection.pausedInput().readOn();
        if (isAboutToEnd()) {
            stayForTheEnd();
        }
    }

    private boolean isAboutToEnd() {
        return connection.isInputOver() || connection.isCloseReceived() || connection.isEnding();
    }

    /**
     * Stays while the end is being answered. A connection that is closed during that time ends when the callback
     * returns.
     *
     * <p>The callback returns if output waits for the next callback, since Tomcat does not make the next one before
     * this one has returned.
     *
     * <ul>
     *   <li>Server: Tomcat 11; other versions not known.
     *   <li>Cause: Tomcat makes one callback of a connection at a time.
     *   <li>Test: {@code HalfCloseTest} of {@code tck-runner};
     *       {@code CallbackPolicyTest.tomcatsCallbackReturnsWhereTheEndWaitsForTheNextOne}.
     *   <li>Delete when the stays are deleted.
     * </ul>
     */
    private void stayForTheEnd() {
        if (connection.isAborted()) {
            connection.cut();
            return;
        }
        stay.whileTrue(() -> !connection.isOver()
                && connection.isBusy()
                && !(connection.isOutputWaiting() && (connection.isInputOver() || connection.isEnding())));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The thread stays for a moment if output waits after the end of the input.
     *
     * <ul>
     *   <li>Server: Tomcat 11; other versions not known.
     *   <li>Cause: Tomcat calls again at once, thousands of times.
     *   <li>Test: not known.
     *   <li>Delete when Tomcat calls {@code onAllDataRead} once.
     * </ul>
     */
    @Override
    public void allDataRead() {
        stayForTheEnd();
        stay.brieflyWhileTrue(() -> !connection.isOver() && connection.isOutputWaiting());
    }

    @Override
    public boolean isEndOfInput(Throwable cause) {
        return END.isInstance(cause);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A lost connection is closed within the callback.
     *
     * <ul>
     *   <li>Server: Tomcat 11; other versions not known.
     *   <li>Cause: if the connection is not closed, Tomcat reports its error again at once, thousands of times.
     *   <li>Test: {@code CallbackPolicyTest.tomcatsEndOfInputIsNoErrorAndWhatIsOneClosesTheConnection}.
     *   <li>Delete when Tomcat reports an error of a connection once.
     * </ul>
     */
    @Override
    public void error(Throwable cause) {
        connection.failed(cause);
        connection.cut();
    }

    @Override
    public void close() {
        if (connection.holdCallback()) {
            try {
                connection.close();
            } finally {
                connection.releaseCallback();
            }
        } else if (!provoked && !connection.isClosing()) {
            // If the connection were closed now, it would end only with the peer's next action.
            provoked = true;
            connection.provokeCallback();
        }
    }

    @Override
    public void abort() {
        if (!connection.isClosing()) {
            connection.provokeCallback();
        }
    }

    @Override
    public void lingered() {
        connection.provokeCallback();
    }

    @Override
    public void turnsOver() {
        stay.look();
    }
}
