package io.hawser.servlet.quirks;

import jakarta.servlet.http.WebConnection;
import java.util.Set;

/** Open Liberty. */
public final class Liberty implements ServerQuirks {

    /** Creates the quirks of Open Liberty. */
    public Liberty() {}

    /**
     * {@inheritDoc}
     *
     * <ul>
     *   <li>Server: Open Liberty 25.0.0.12; other versions not known.
     *   <li>Cause: the close of the {@code WebConnection} ends the TCP connection only if it finds the listeners of
     *       both streams, and a stream that is closed has none. It waits until an outstanding read is cancelled.
     *   <li>Test: {@code MessagesTest.tcpEndsAfterTheClosingHandshake} of {@code tck-runner} on Open Liberty;
     *       {@code ConversationsTest} with a connection of Open Liberty.
     *   <li>Delete when the connection ends after its streams were closed, or {@code WebConnection.close} does not
     *       wait.
     * </ul>
     */
    @Override
    public WayToClose wayToClose() {
        return WayToClose.CONNECTION_APART;
    }

    @Override
    public void beforeClose(WebConnection connection) {
        LibertyConnection.endWithClose(connection);
    }

    @Override
    public CallbackPolicy callbacks(UpgradedConnection connection) {
        return new PlainCallbacks(connection) {
            @Override
            public void dataRead() {
                connection.pausedInput().stay(connection.isEncrypted());
            }
        };
    }

    @Override
    public PausedInput pausedInput(PausedInput.Reading reading, Runnable provokeCallback, Set<PausedInput> waiting) {
        return new HeldCallback(reading);
    }
}
