package io.hawser.session;

import io.hawser.protocol.FrameExtension;
import io.hawser.protocol.FrameSink;
import io.hawser.protocol.Opcode;
import io.hawser.protocol.ProtocolException;
import jakarta.websocket.Session;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/**
 * A message that is sent by its own thread, and an extension that encodes it under the lock until the test ends the
 * encoding.
 */
final class LongMessage implements FrameExtension {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private FutureTask<Void> sending;

    /** Starts the send, and waits until the encoding has begun. */
    void begin(Session session) throws InterruptedException {
        sending = new FutureTask<>(() -> {
            session.getBasicRemote().sendText("long in the making");
            return null;
        });
        new Thread(sending).start();
        begun.await();
    }

    /** Lets the encoding end, and waits until the sender has returned. */
    void end() throws Exception {
        mayEnd.countDown();
        sending.get();
    }

    @Override
    public int rsv() {
        return 0;
    }

    @Override
    public FrameSink incoming(FrameSink next) {
        return next;
    }

    @Override
    public FrameSink outgoing(FrameSink next) {
        return new PassingSink(next) {
            @Override
            public void begin(Opcode opcode, boolean fin, int rsv, long length) throws ProtocolException {
                begun.countDown();
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                super.begin(opcode, fin, rsv, length);
            }
        };
    }

    @Override
    public void close() {}
}
