package io.hawser.session;

import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What both kinds of remote endpoint can do (Jakarta WebSocket 2.2, {@link RemoteEndpoint}). */
abstract class Remote implements RemoteEndpoint {

    final Sender sender;
    private volatile boolean batchingAllowed;

    Remote(Sender sender) {
        this.sender = sender;
    }

    @Override
    public void setBatchingAllowed(boolean allowed) throws IOException {
        batchingAllowed = allowed;
        flushBatch();
    }

    @Override
    public boolean getBatchingAllowed() {
        return batchingAllowed;
    }

    @Override
    public void flushBatch() throws IOException {
        sender.transport().requestWrite(false);
    }

    @Override
    public void sendPing(ByteBuffer applicationData) throws IOException {
        Sender.required(applicationData, "applicationData");
        sender.control(writer -> writer.ping(applicationData));
    }

    @Override
    public void sendPong(ByteBuffer applicationData) throws IOException {
        Sender.required(applicationData, "applicationData");
        sender.control(writer -> writer.pong(applicationData));
    }
}
