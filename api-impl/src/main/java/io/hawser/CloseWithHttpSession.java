package io.hawser;

import java.util.Locale;

/**
 * When a connection is closed, with 1008, that was opened within an HTTP session by a user who had not logged in.
 * Connections of users who had logged in are always closed with their session (Jakarta WebSocket 2.2, section 7.2).
 */
public enum CloseWithHttpSession {
    /** Never for the session's sake. */
    NEVER,
    /** Where the session is ended by {@code HttpSession.invalidate()} and does not merely time out. */
    INVALIDATED,
    /** Where the session ends in whatever way. */
    ALWAYS;

    /** {@return the word by which properties say it} */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
