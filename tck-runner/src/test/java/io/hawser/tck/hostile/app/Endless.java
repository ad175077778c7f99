package io.hawser.tck.hostile.app;

import jakarta.websocket.Session;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** Sends from its method as long as the session is open, and records when it learns of the end. */
public final class Endless extends HostileApp.Noting {

    /** Sends once. */
    @FunctionalInterface
    private interface Send {
        void to(Session session) throws Exception;
    }

    @Override
    void begin(Session session) {
        session.addMessageHandler(String.class, way -> {
            HostileApp.note(session, "begun");
            goOn(session, way(way));
            HostileApp.note(session, session.isOpen() ? "still open" : "told");
        });
    }

    private static Send way(String name) {
        return switch (name) {
            case "basic" -> session -> session.getBasicRemote().sendText("t");
            case "async" -> session -> session.getAsyncRemote().sendText("t");
            case "handler" ->
                session -> {
                    CompletableFuture<Boolean> sent = new CompletableFuture<>();
                    session.getAsyncRemote().sendText("t", result -> sent.complete(result.isOK()));
                    sent.get();
                };
            case "stream" ->
                session -> {
                    try (OutputStream stream = session.getBasicRemote().getSendStream()) {
                        stream.write(1);
                    }
                };
            case "thread" -> Endless::sendFromAnotherThread;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void sendFromAnotherThread(Session session) throws InterruptedException {
        Thread thread = new Thread(() -> goOn(session, way("async")));
        thread.setDaemon(true);
        thread.start();
        thread.join();
    }

    private static void goOn(Session session, Send send) {
        try {
            while (session.isOpen()) {
                send.to(session);
                Thread.sleep(5);
            }
        } catch (Exception e) {
            // The method learns of the end.
        }
    }
}
