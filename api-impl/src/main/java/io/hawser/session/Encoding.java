package io.hawser.session;

import io.hawser.protocol.MessageWriter;
import io.hawser.protocol.ProtocolException;

/** Writes one message or frame. */
@FunctionalInterface
interface Encoding {

    void writeTo(MessageWriter writer) throws ProtocolException;

    /** {@return whether extensions are to leave the message as it is, where they may} */
    default boolean isExempt() {
        return false;
    }

    /** {@return the same, exempt} */
    default Encoding exempt() {
        Encoding encoding = this;
        return new Encoding() {
            @Override
            public void writeTo(MessageWriter writer) throws ProtocolException {
                encoding.writeTo(writer);
            }

            @Override
            public boolean isExempt() {
                return true;
            }
        };
    }
}
