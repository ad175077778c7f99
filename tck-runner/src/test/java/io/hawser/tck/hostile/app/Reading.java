package io.hawser.tck.hostile.app;

import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;

/** Reads messages while they arrive, sends their lengths, and records the exceptions of their readers. */
public final class Reading extends HostileApp.Noting {

    /** Reads to the end. */
    @FunctionalInterface
    private interface Transfer {
        long run() throws IOException;
    }

    @Override
    void begin(Session session) {
        session.addMessageHandler(
                Reader.class, message -> read(session, () -> message.transferTo(Writer.nullWriter())));
        session.addMessageHandler(
                InputStream.class, message -> read(session, () -> message.transferTo(OutputStream.nullOutputStream())));
    }

    private static void read(Session session, Transfer transfer) {
        HostileApp.note(session, "begun");
        try {
            session.getAsyncRemote().sendText("of " + transfer.run());
        } catch (IOException e) {
            HostileApp.note(session, "broken " + e.getMessage());
        }
    }
}
