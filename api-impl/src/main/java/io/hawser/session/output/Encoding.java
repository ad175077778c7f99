package io.hawser.session.output;

import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.ProtocolException;

/** Writes one control frame. */
@FunctionalInterface
public interface Encoding {

    /**
     * Writes the frame.
     *
     * @param writer takes it
     * @throws ProtocolException if the protocol does not allow it
     */
    void writeTo(MessageWriter writer) throws ProtocolException;
}
