package io.hawser.endpoint;

import io.hawser.CallScope;
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
 * @param instances the source of the instance
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
        instances.release(instance, codecs::close);
    }

    // The method of Endpoint itself does nothing. So if it is not overridden, the error has to be logged (Jakarta
    // WebSocket 2.2, section 5.2.2).
    private boolean overridesOnError() {
        return Overrides.answering(instance)
                .map(type -> Overrides.author(type, "onError", Session.class, Throwable.class) != Endpoint.class)
                .orElse(false);
    }
}
