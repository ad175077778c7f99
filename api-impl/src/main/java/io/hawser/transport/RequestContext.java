package io.hawser.transport;

import io.hawser.Settings;

/**
 * The HTTP server's data about the request of an opening handshake, beside header fields and connection: the
 * authenticated user and the HTTP session. It is only used during the handshake, on the thread of the handshake.
 */
public interface RequestContext {

    /** The context of a server without logins and HTTP sessions. */
    RequestContext NONE = new RequestContext() {
        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public Object httpSession() {
            return null;
        }
    };

    /**
     * Returns whether the user has a role.
     *
     * @param role the name of the role
     * @return whether the authenticated user has it; {@code false} if no user is authenticated
     */
    boolean isUserInRole(String role);

    /**
     * Returns the HTTP session. The application may call this, and so may the server itself.
     *
     * @return the {@code jakarta.servlet.http.HttpSession} of the request, or {@code null} if there is none
     */
    Object httpSession();

    /**
     * Returns the request that the application sees in place of the sent one.
     *
     * @return the request as the server shows it
     */
    default ShownRequest shown() {
        return ShownRequest.AS_SENT;
    }

    /**
     * Returns the settings that the application has set for this request.
     *
     * @return settings that override those of the endpoint
     * @throws IllegalArgumentException if a setting is wrong
     */
    default Settings settings() {
        return Settings.defaults();
    }
}
