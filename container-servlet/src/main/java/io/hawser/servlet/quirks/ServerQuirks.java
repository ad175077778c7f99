package io.hawser.servlet.quirks;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import java.util.Set;

/**
 * The differences between one server and the Servlet specification, or other servers if the specification leaves a
 * point open. The default methods are right for a server without quirks. Each workaround states its server and
 * versions, the cause, the test that fails without it, and the condition for its deletion. It says "not known" if the
 * code base does not contain the information. Implementations have no state.
 */
public sealed interface ServerQuirks permits Tomcat, Jetty, Undertow, Liberty, Plain {

    /**
     * Returns the objects that have to be closed for an upgraded connection to end.
     *
     * @return the streams, the {@code WebConnection} or both
     */
    WayToClose wayToClose();

    /**
     * Takes the server's own WebSocket implementation out of an application, if it was started, and if the server has
     * to be told. Called when initializers run, and again before filters are initialized.
     *
     * @param context the context of the application
     * @return whether the implementation was there, and is no more
     */
    default boolean removeOwnWebSocket(ServletContext context) {
        return false;
    }

    /**
     * Keeps the server's own WebSocket implementation from starting in an application that Hawser serves, if the server
     * has to be told. Called when Hawser's initializer runs, which may be before the server's own.
     *
     * @param context the context of the application
     */
    default void keepOwnWebSocketOut(ServletContext context) {}

    /**
     * Returns whether filters are initialized at the first request, and not when the application starts.
     *
     * @return whether a listener has to end the deployment instead of the filter
     */
    default boolean initializesFiltersLate() {
        return false;
    }

    /**
     * Returns whether the answer to a handshake stays in the response's buffer after the request, until there is
     * output.
     *
     * @return whether the answer has to be flushed
     */
    default boolean keepsAnswer() {
        return false;
    }

    /**
     * Prepares a request for {@link HttpServletRequest#upgrade}. The status and the header fields of the answer have
     * been set.
     *
     * @param request the request of a handshake that has succeeded
     * @param response the response, which is not committed
     * @param stop ends the application with the server, if the server has to be watched for that
     */
    default void beforeUpgrade(HttpServletRequest request, HttpServletResponse response, JettyStop stop) {}

    /**
     * Returns an action that has to run after the server has passed on the connection, and before the connection is
     * used.
     *
     * @param request the request that was upgraded
     * @return the action, which is run once
     */
    default Runnable whenConnectionBegins(HttpServletRequest request) {
        return () -> {};
    }

    /**
     * Returns the stream to which the output of a connection is written.
     *
     * @param output the stream of the connection, which has the listener and is closed
     * @return the same stream, or the one behind it
     */
    default ServletOutputStream writable(ServletOutputStream output) {
        return output;
    }

    /**
     * Prepares a connection for an error that the server has reported to a listener. Called on the server's thread,
     * before the error is handled.
     *
     * @param output the stream of the connection
     */
    default void beforeError(ServletOutputStream output) {}

    /**
     * Prepares a connection whose {@code WebConnection} is about to be closed, apart from callbacks.
     *
     * @param connection the connection
     */
    default void beforeClose(WebConnection connection) {}

    /**
     * Prepares a connection that is closed at once, even if output is left to write.
     *
     * @param connection the connection
     */
    default void beforeCut(WebConnection connection) {}

    /**
     * Returns the policy for a connection: its actions in callbacks, and the way to end it.
     *
     * @param connection the connection
     * @return the policy of this one connection
     */
    default CallbackPolicy callbacks(UpgradedConnection connection) {
        return new PlainCallbacks(connection);
    }

    /**
     * Returns the object that handles input that is left unread while reading is paused.
     *
     * @param reading the reading of one connection
     * @param provokeCallback makes the server call for output
     * @param waiting the paused input of the application that the ticker checks
     * @return the paused input of this one connection
     */
    default PausedInput pausedInput(PausedInput.Reading reading, Runnable provokeCallback, Set<PausedInput> waiting) {
        return PausedInput.READ_BY_ANY_THREAD;
    }
}
