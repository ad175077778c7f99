package io.hawser.session;

import jakarta.websocket.PongMessage;
import java.nio.ByteBuffer;
import java.util.Objects;

record ReceivedPong(ByteBuffer payload) implements PongMessage {
    @Override
    public ByteBuffer getApplicationData() {
        return payload.asReadOnlyBuffer();
    }

    // By hand in classes that applications get: the methods that the compiler adds leave the class in a static cache of
    // the JDK.

    @Override
    public boolean equals(Object object) {
        return object instanceof ReceivedPong other && Objects.equals(payload, other.payload);
    }

    @Override
    public int hashCode() {
        return Objects.hash(payload);
    }

    @Override
    public String toString() {
        return "PongMessage of " + payload.remaining() + " bytes";
    }
}
