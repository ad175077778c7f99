package io.hawser.endpoint;

/**
 * What an injection container wants to be done around each call of user code, such as a request context of CDI: found
 * through {@link InstanceSource#callScope()}. A call is one callback of an endpoint, a message handler or a
 * {@link jakarta.websocket.SendHandler} with the encoders and decoders that it needs, the part of an opening handshake
 * that asks the configurator and makes the instances, or the end of these.
 *
 * <p>Implementations are safe for all threads. Calls of one thread are nested where user code makes them itself, by
 * connecting to an endpoint of the same process for example. What a scope throws is logged, and the call goes on.
 */
@FunctionalInterface
public interface CallScope {

    /** Does nothing, and makes no objects. */
    CallScope NONE = () -> Call.PLAIN;

    /**
     * Begins a call. The thread is the one that runs it.
     *
     * @return the call, never {@code null}
     */
    Call begin();

    /** A call that goes on. */
    @FunctionalInterface
    interface Call {

        /** A call that needs no end. */
        Call PLAIN = () -> {};

        /** Ends the call, once, on the thread that began it. */
        void end();
    }
}
