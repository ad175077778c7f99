package io.hawser.servlet.quirks;

/** Open Liberty. */
public final class Liberty implements ServerQuirks {

    /** Creates the quirks of Open Liberty. */
    public Liberty() {}

    /**
     * {@inheritDoc}
     *
     * <ul>
     *   <li>Server: Open Liberty; versions not known.
     *   <li>Cause: the connection ends when its {@code WebConnection} is closed and none of its callbacks runs.
     *   <li>Test: {@code ConversationsTest} with a connection of Open Liberty.
     *   <li>Delete when the connection ends with its streams, or {@code WebConnection.close} does not wait.
     * </ul>
     */
    @Override
    public WayToClose wayToClose() {
        return WayToClose.BOTH;
    }
}
