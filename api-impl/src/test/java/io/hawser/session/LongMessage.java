package io.hawser.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/**
 * A message that a thread of its own sends, and whose encoding goes on, under the lock, for as long as a test wants.
 */
final class LongMessage {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final FutureTask<Void> sending;

    private LongMessage(Connection connection) {
        sending = new FutureTask<>(() -> {
            connection
                    .outbound()
                    .sendBlocking(
                            writer -> {
                                begun.countDown();
                                awaitEnd();
                                writer.text("long in the making");
                            },
                            null,
                            false);
            return null;
        });
    }

    /** {@return a message whose encoding has begun} */
    static LongMessage begin(Connection connection) throws InterruptedException {
        LongMessage message = new LongMessage(connection);
        new Thread(message.sending).start();
        message.begun.await();
        return message;
    }

    private void awaitEnd() {
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the encoding end, and waits until the sender has returned. */
    void end() throws Exception {
        mayEnd.countDown();
        sending.get();
    }
}
