package io.hawser.benchmarks.helidon;

import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sends each text to all sessions. One of them publishes, so no session is sent two messages at once. */
final class Broadcast implements WsListener {

    private static final Set<WsSession> SESSIONS = ConcurrentHashMap.newKeySet();

    @Override
    public void onOpen(WsSession session) {
        SESSIONS.add(session);
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
        SESSIONS.remove(session);
    }

    @Override
    public void onError(WsSession session, Throwable error) {
        SESSIONS.remove(session);
    }

    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        for (WsSession each : SESSIONS) {
            each.send(text, last);
        }
    }
}
