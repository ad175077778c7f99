package io.hawser.endpoint;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Session;
import java.util.Map;

/** Returns one argument for a call of a user's method. */
@FunctionalInterface
interface ArgumentSource {

    /** Passes the session. */
    ArgumentSource SESSION = (session, event, pathParameters) -> session;

    /** Passes the event as it is. */
    ArgumentSource EVENT = (session, event, pathParameters) -> event;

    /**
     * Returns the argument.
     *
     * @param session the session of the call
     * @param event the event of the call: a message, a configuration, a close reason or an error
     * @param pathParameters the path parameters of the connection
     * @return the argument, a primitive in its box
     * @throws DecodeException if the text cannot be converted to the argument
     */
    Object get(Session session, Object event, Map<String, String> pathParameters) throws DecodeException;
}
