package io.hawser.tck.autobahn;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** Sends messages back, as a server or a client. The cases need only whole messages of up to 16 MiB. */
@ServerEndpoint("/echo")
@ClientEndpoint
public final class Echo {

    private static final int LARGEST = 16 * 1024 * 1024;

    private final CountDownLatch closed = new CountDownLatch(1);

    @OnOpen
    public void onOpen(Session session) {
        session.setMaxTextMessageBufferSize(LARGEST);
        session.setMaxBinaryMessageBufferSize(LARGEST);
        session.setMaxIdleTimeout(0);
    }

    @OnMessage
    public String onText(String message) {
        return message;
    }

    @OnMessage
    public ByteBuffer onBinary(ByteBuffer message) {
        return message;
    }

    /** Most cases violate the protocol. */
    @OnError
    public void onError(Throwable failure) {}

    @OnClose
    public void onClose() {
        closed.countDown();
    }

    void awaitClose() throws InterruptedException {
        closed.await();
    }
}
