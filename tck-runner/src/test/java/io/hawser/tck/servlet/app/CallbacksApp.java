package io.hawser.tck.servlet.app;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Records the environment of each callback. */
public final class CallbacksApp {

    private static final Queue<String> NOTES = new ConcurrentLinkedQueue<>();

    private CallbacksApp() {}

    private static void note(String callback) {
        boolean isOwn = Thread.currentThread().getContextClassLoader() == CallbacksApp.class.getClassLoader();
        NOTES.add(callback + " " + (isOwn ? "own loader" : "another loader") + ", " + entry());
    }

    // The test's descriptor defines this name.
    @SuppressWarnings("BanJNDI")
    private static String entry() {
        try {
            return String.valueOf(new InitialContext().lookup("java:comp/env/entry"));
        } catch (NamingException e) {
            return "no entry";
        }
    }

    /** Has every callback. */
    @ServerEndpoint("/callbacks")
    public static final class Callbacks {

        @OnOpen
        public void onOpen() {
            note("open");
        }

        @OnMessage
        public void onMessage(String text, Session session) {
            switch (text) {
                case "notes" -> session.getAsyncRemote().sendText(String.join("\n", NOTES));
                case "fail" -> throw new IllegalArgumentException("as was asked for");
                default -> {
                    note("message");
                    session.getAsyncRemote().sendText(text, result -> {
                        note("sent");
                        session.getAsyncRemote().sendText("sent");
                    });
                }
            }
        }

        @OnError
        public void onError(Session session, Throwable failure) {
            note("error");
            session.getAsyncRemote().sendText(failure.getMessage());
        }

        @OnClose
        public void onClose() {
            note("close");
        }
    }
}
