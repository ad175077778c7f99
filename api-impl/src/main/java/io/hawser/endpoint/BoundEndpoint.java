package io.hawser.endpoint;

import io.hawser.CallScope;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.List;

/**
 * An endpoint instance joined to one connection. The session calls its methods, which are the same for programmatic and
 * annotated endpoints. Calls never overlap. Exceptions of user code are thrown unchanged.
 */
public interface BoundEndpoint {

    /** {@return the user's object} */
    Object instance();

    /**
     * {@return the receivers of messages that the endpoint itself declares (the {@code @OnMessage} methods); empty for
     * a programmatic endpoint, which adds {@code MessageHandler}s to its session}
     */
    List<MessageReceiver> receivers();

    /** {@return the encoders and decoders of the session} */
    SessionCodecs codecs();

    /**
     * {@return the scope that the caller begins for each call of user code of this session} {@link #release} begins it
     * itself.
     */
    default CallScope scope() {
        return CallScope.NONE;
    }

    /**
     * Calls {@code onOpen}.
     *
     * @param session the new session
     * @param config the configuration with which the endpoint was deployed
     * @throws Throwable the exception of user code, unchanged
     */
    void onOpen(Session session, EndpointConfig config) throws Throwable;

    /**
     * Calls {@code onClose}, if there is one.
     *
     * @param session the session, which is still usable within the call
     * @param reason the reason why the session has ended
     * @throws Throwable the exception of user code, unchanged
     */
    void onClose(Session session, CloseReason reason) throws Throwable;

    /**
     * Calls {@code onError}.
     *
     * @param session the session
     * @param error the error
     * @return {@code false} if the endpoint has no such method, so that the error has to be logged
     * @throws Throwable the exception of user code, unchanged
     */
    boolean onError(Session session, Throwable error) throws Throwable;

    /** Releases the instance, the encoders and the decoders. This is the last call, made once in any case. */
    void release();
}
