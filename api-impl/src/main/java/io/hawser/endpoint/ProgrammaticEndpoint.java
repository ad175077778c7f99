package io.hawser.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.List;

/**
 * A programmatic endpoint joined to one connection.
 *
 * @param instance the user's object
 * @param codecs the encoders and decoders of the session
 * @param instances where the instance came from
 */
record ProgrammaticEndpoint(Endpoint instance, SessionCodecs codecs, Instances instances) implements BoundEndpoint {

    @Override
    public List<MessageReceiver> receivers() {
        return List.of();
    }

    @Override
    public CallScope scope() {
        return instances.scope();
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        instance.onOpen(session, config);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        instance.onClose(session, reason);
    }

    @Override
    public boolean onError(Session session, Throwable error) {
        instance.onError(session, error);
        return overridesOnError();
    }

    @Override
    public void release() {
        instances.release(instance, codecs);
    }

    // What Endpoint itself does with an error is nothing, and then the error has to be logged (Jakarta WebSocket 2.2,
    // section 5.2.2).
    private boolean overridesOnError() {
        return Overrides.answering(instance)
                .map(type -> Overrides.author(type, "onError", Session.class, Throwable.class) != Endpoint.class)
                .orElse(false);
    }
}
