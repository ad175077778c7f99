package io.hawser.endpoint;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Session;
import java.util.Map;

/** Gets one argument of a user's method out of what a call brings. */
@FunctionalInterface
interface ArgumentSource {

    /** Passes the session. */
    ArgumentSource SESSION = (session, event, pathParameters) -> session;

    /** Passes the event as it is. */
    ArgumentSource EVENT = (session, event, pathParameters) -> event;

    /**
     * Gets the argument.
     *
     * @param session the session of the call
     * @param event what the method is called for: a message, a configuration, a close reason, an error
     * @param pathParameters the path parameters of the connection
     * @return the argument, a primitive in its box
     * @throws DecodeException where the text from which the argument has to be made does not say such a value
     */
    Object get(Session session, Object event, Map<String, String> pathParameters) throws DecodeException;
}
