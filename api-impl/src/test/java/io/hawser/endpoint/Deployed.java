package io.hawser.endpoint;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.util.List;

/** Creates the results of a deployment, for tests of a single part. */
final class Deployed {

    static final Instances INSTANCES = Instances.of(null);
    static final EndpointConfig CONFIG = ClientEndpointConfig.Builder.create().build();

    private Deployed() {}

    /** Opens the encoders of a session. */
    static SessionCodecs encoders(List<Class<? extends Encoder>> encoders) throws InstantiationException {
        return SessionCodecs.open(Codecs.of(encoders, List.of(), INSTANCES), CONFIG, INSTANCES);
    }

    /** Opens the decoders of a session. */
    static SessionCodecs decoders(List<Class<? extends Decoder>> decoders) throws InstantiationException {
        return SessionCodecs.open(Codecs.of(List.of(), decoders, INSTANCES), CONFIG, INSTANCES);
    }
}
