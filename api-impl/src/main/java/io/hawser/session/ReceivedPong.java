package io.hawser.session;

import jakarta.websocket.PongMessage;
import java.nio.ByteBuffer;

record ReceivedPong(ByteBuffer payload) implements PongMessage {
    @Override
    public ByteBuffer getApplicationData() {
        return payload.asReadOnlyBuffer();
    }
}
