package io.hawser.tck.servlet.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads messages after it is released. */
public final class GateApp {

    private static final CountDownLatch GATE = new CountDownLatch(1);

    private GateApp() {}

    /** Counts the characters of a message. */
    @ServerEndpoint("/count")
    public static final class Count {
        @OnMessage
        public String count(Reader message) throws IOException, InterruptedException {
            if (!GATE.await(30, TimeUnit.SECONDS)) {
                return "the gate is shut";
            }
            return String.valueOf(message.transferTo(Writer.nullWriter()));
        }
    }

    /** Releases the readers. */
    @ServerEndpoint("/gate")
    public static final class Gate {
        @OnMessage
        public String command(String text) {
            if (text.equals("open")) {
                GATE.countDown();
            }
            return text;
        }
    }
}
