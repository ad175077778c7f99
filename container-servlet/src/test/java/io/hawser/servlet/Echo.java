package io.hawser.servlet;

import io.hawser.HawserSession;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends messages back, and records its callbacks under the query of the request. */
@ServerEndpoint("/echo")
public class Echo {

    private static final Map<String, Heard> HEARD = new ConcurrentHashMap<>();

    private Heard heard;

    /** The callbacks of one instance. */
    static final class Heard {
        final List<String> events = new CopyOnWriteArrayList<>();
        final AtomicInteger unfinished = new AtomicInteger();
        final List<ClassLoader> loaders = new CopyOnWriteArrayList<>();
        volatile Session session;
        volatile String address;
        volatile Map<String, List<String>> headers;

        private void add(String event) {
            events.add(event);
            loaders.add(Thread.currentThread().getContextClassLoader());
        }

        /** {@return the code with which the session was closed, or -1} */
        int closed() {
            return events.stream()
                    .filter(event -> event.startsWith("close "))
                    .mapToInt(event -> Integer.parseInt(event.substring(6)))
                    .findFirst()
                    .orElse(-1);
        }
    }

    static Heard heard(String query) {
        return HEARD.computeIfAbsent(query, key -> new Heard());
    }

    @OnOpen
    public void open(Session session) {
        String query = String.valueOf(session.getQueryString());
        heard = heard(query);
        heard.session = session;
        heard.address = session.getRequestURI() + " " + session.isSecure();
        heard.headers = HawserSession.of(session).requestHeaders();
        heard.add("open");
        if (query.startsWith("throws")) {
            throw new IllegalArgumentException("not today");
        }
    }

    @OnMessage
    public void message(String message, Session session) {
        heard.add(message);
        if (message.equals("close")) {
            try {
                session.close();
            } catch (java.io.IOException e) {
                heard.add("not closed");
            }
        } else if (message.startsWith("patient")) {
            // Does not return before its own message is written.
            CountDownLatch sent = new CountDownLatch(1);
            session.getAsyncRemote().sendText(message, result -> sent.countDown());
            try {
                heard.add(sent.await(20, TimeUnit.SECONDS) ? "sent" : "not sent");
            } catch (InterruptedException e) {
                heard.add("interrupted");
            }
        } else if (message.startsWith("interrupt")) {
            Thread.currentThread().interrupt();
            session.getAsyncRemote().sendText(message);
            if (message.endsWith("twice")) {
                try {
                    session.getBasicRemote().sendText(message);
                } catch (java.io.IOException e) {
                    heard.add("not sent " + message);
                }
            }
        } else if (message.startsWith("wait")) {
            // Blocks until the container has taken it.
            try {
                session.getBasicRemote().sendText(message);
            } catch (java.io.IOException e) {
                heard.add("not sent " + message);
            }
        } else {
            heard.unfinished.incrementAndGet();
            session.getAsyncRemote().sendText(message, result -> heard.unfinished.decrementAndGet());
        }
    }

    @OnError
    public void error(Throwable error) {
        heard.add("error");
    }

    @OnClose
    public void close(CloseReason reason) {
        heard.add("close " + reason.getCloseCode().getCode());
    }
}
