package io.hawser.standalone;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Endpoints for tests. They are public, since the engine is another module. */
public final class Endpoints {

    private Endpoints() {}

    /** Sends messages back. */
    @ServerEndpoint("/echo")
    public static class Echo {
        @OnMessage
        public String text(String message) {
            return message;
        }

        @OnMessage
        public ByteBuffer binary(ByteBuffer message) {
            return message;
        }
    }

    /** Sends long messages from {@code onOpen}. */
    @ServerEndpoint("/greeting")
    public static class Greeting {
        static final int MESSAGES = 4;
        static final String MESSAGE = "g".repeat(300_000);

        @OnOpen
        public void open(Session session) throws IOException {
            for (int i = 0; i < MESSAGES; i++) {
                session.getBasicRemote().sendText(MESSAGE);
            }
        }
    }

    /** Its method waits, with the message {@code wait}, until it is released. */
    @ServerEndpoint("/blocking")
    public static class Blocking {
        static volatile CountDownLatch release = new CountDownLatch(1);
        static volatile CountDownLatch blocked = new CountDownLatch(1);

        @OnMessage
        public String text(String message) throws InterruptedException {
            if (message.startsWith("wait")) {
                blocked.countDown();
                release.await();
            }
            return message;
        }
    }

    /** Records the close reasons of its sessions. */
    @ServerEndpoint("/closing")
    public static class Closing {
        static final Queue<Integer> CODES = new ConcurrentLinkedQueue<>();

        @OnMessage
        public void text(String message, Session session) throws IOException {
            session.close();
        }

        @OnClose
        public void close(CloseReason reason) {
            CODES.add(reason.getCloseCode().getCode());
        }
    }

    /** Closes its server. */
    @ServerEndpoint("/stopping")
    public static class Stopping {
        static volatile HawserServer server;

        @OnMessage
        public void text(String message) {
            server.close();
        }
    }
}
