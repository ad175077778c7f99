package io.hawser.tck.soak.app;

import jakarta.websocket.Session;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Records the sessions that were opened and closed, and illegal callbacks. */
final class Ends {

    private static final AtomicLong OPENED = new AtomicLong();
    private static final AtomicLong CLOSED = new AtomicLong();
    private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();
    private static final Queue<String> FAULTS = new ConcurrentLinkedQueue<>();

    private Ends() {}

    static void opened(Session session) {
        OPENED.incrementAndGet();
        if (!OPEN.add(session.getId())) {
            fault(session, "was opened twice");
        }
    }

    static void closed(Session session) {
        CLOSED.incrementAndGet();
        if (!OPEN.remove(session.getId())) {
            fault(session, "was closed, and is not open");
        }
    }

    static void heard(Session session) {
        if (!OPEN.contains(session.getId())) {
            fault(session, "has a message, and is not open");
        }
    }

    static void fault(Session session, String what) {
        FAULTS.add(session.getId() + " at " + session.getRequestURI().getPath() + " " + what);
    }

    /** {@return the numbers of opened and closed sessions, the open ones, and the faults, on one line each} */
    static String told() {
        StringBuilder text = new StringBuilder()
                .append(OPENED.get())
                .append(' ')
                .append(CLOSED.get())
                .append('\n')
                .append(String.join(" ", OPEN));
        FAULTS.forEach(fault -> text.append('\n').append(fault));
        return text.toString();
    }
}
