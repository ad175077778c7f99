package io.hawser.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.List;

/**
 * An endpoint instance joined to one connection: what a session calls. Programmatic and annotated endpoints look alike
 * from here. Calls never overlap; exceptions of user code come out unchanged.
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

    /** {@return what is to be done around each call of user code of this session; {@link #release} does it itself} */
    default CallScope scope() {
        return CallScope.NONE;
    }

    /**
     * Calls {@code onOpen}.
     *
     * @param session the new session
     * @param config the configuration with which the endpoint was deployed
     * @throws Throwable what user code threw
     */
    void onOpen(Session session, EndpointConfig config) throws Throwable;

    /**
     * Calls {@code onClose}, if there is one.
     *
     * @param session the session, still usable within the call
     * @param reason why it ended
     * @throws Throwable what user code threw
     */
    void onClose(Session session, CloseReason reason) throws Throwable;

    /**
     * Calls {@code onError}.
     *
     * @param session the session
     * @param error what went wrong
     * @return {@code false} where the endpoint has no such method, so that the error has to be logged
     * @throws Throwable what user code threw
     */
    boolean onError(Session session, Throwable error) throws Throwable;

    /** Lets go of the instance, the encoders and the decoders. The last call, made once whatever the others did. */
    void release();
}
