package io.hawser.container;

import io.hawser.session.Settings;
import io.hawser.session.ShownRequest;

/**
 * What the carrier of an opening handshake knows of its request beyond the header fields and the connection: who has
 * logged in, and what the application remembers of that user. Asked during the handshake alone, on its thread.
 */
public interface RequestContext {

    /** Of a carrier without logins and HTTP sessions. */
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
     * Tells whether the user has a role.
     *
     * @param role the name of the role
     * @return whether the authenticated user has it; {@code false} where nobody is authenticated
     */
    boolean isUserInRole(String role);

    /**
     * Gives the HTTP session. Called where the application asks for it, and by the carrier itself.
     *
     * @return the {@code jakarta.servlet.http.HttpSession} of the request, or {@code null} where there is none
     */
    Object httpSession();

    /**
     * Gives what the application is to see in place of what was sent.
     *
     * @return what the carrier shows of the request
     */
    default ShownRequest shown() {
        return ShownRequest.AS_SENT;
    }

    /**
     * Gives what the application has set for this one request.
     *
     * @return settings that count more than those of the endpoint
     * @throws IllegalArgumentException where they are wrong
     */
    default Settings settings() {
        return Settings.defaults();
    }
}
