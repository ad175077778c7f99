package io.hawser.session;

import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The methods of both kinds of remote (Jakarta WebSocket 2.2, {@link RemoteEndpoint}). */
abstract class Remote implements RemoteEndpoint {

    final Sender sender;

    Remote(Sender sender) {
        this.sender = sender;
    }

    @Override
    public void setBatchingAllowed(boolean allowed) throws IOException {
        sender.batching(allowed);
    }

    @Override
    public boolean getBatchingAllowed() {
        return sender.isBatching();
    }

    @Override
    public void flushBatch() throws IOException {
        sender.flushBatch();
    }

    @Override
    public void sendPing(ByteBuffer applicationData) throws IOException {
        ByteBuffer taken = Sender.taken(applicationData, "applicationData");
        sender.control(writer -> writer.ping(taken));
    }

    @Override
    public void sendPong(ByteBuffer applicationData) throws IOException {
        ByteBuffer taken = Sender.taken(applicationData, "applicationData");
        sender.control(writer -> writer.pong(taken));
    }
}
