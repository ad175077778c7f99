package io.hawser;

/**
 * Runs code of an injection container around each call of user code, for example to activate a request context of CDI.
 * {@link InstanceSource#callScope()} returns it. A call is one callback of an endpoint, of a message handler or of a
 * {@link jakarta.websocket.SendHandler} with the encoders and decoders that it needs, the part of an opening handshake
 * that calls the configurator and creates the instances, or the release of the instances.
 *
 * <p>Implementations are safe for all threads. Calls on one thread are nested if user code causes another call, for
 * example by connecting to an endpoint of the same process. An exception of a scope is logged, and the call continues.
 */
@FunctionalInterface
public interface CallScope {

    /** A scope that does nothing and creates no objects. */
    CallScope NONE = () -> Call.PLAIN;

    /**
     * Begins a call, on the thread that runs the call.
     *
     * @return the call, never {@code null}
     */
    Call begin();

    /** A call in progress. */
    @FunctionalInterface
    interface Call {

        /** A call whose end does nothing. */
        Call PLAIN = () -> {};

        /** Ends the call, once, on the thread that began it. */
        void end();
    }
}
