package io.hawser;

import java.util.Locale;

/**
 * When the end of an HTTP session closes its connections, with 1008, if the user had not logged in. The connections of
 * a logged-in user are always closed with the session (Jakarta WebSocket 2.2, section 7.2).
 */
public enum CloseWithHttpSession {
    /** Never. */
    NEVER,
    /** If {@code HttpSession.invalidate()} ends the session, but not if the session times out. */
    INVALIDATED,
    /** If the session ends in any way. */
    ALWAYS;

    /** {@return the value in properties} */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
