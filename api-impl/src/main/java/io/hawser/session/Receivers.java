package io.hawser.session;

import io.hawser.endpoint.MessageReceiver;
import jakarta.websocket.MessageHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who receives the messages of one session: at most one receiver of each kind (Jakarta WebSocket 2.2, section 2.1.3).
 * Changed by any thread, read by the connection's events.
 */
final class Receivers {

    private final Map<MessageHandler, MessageReceiver> handlers = new LinkedHashMap<>();
    private volatile MessageReceiver.Text text;
    private volatile MessageReceiver.Binary binary;
    private volatile MessageReceiver.Pong pong;

    Receivers(List<MessageReceiver> declared) {
        declared.forEach(this::take);
    }

    MessageReceiver.Text text() {
        return text;
    }

    MessageReceiver.Binary binary() {
        return binary;
    }

    MessageReceiver.Pong pong() {
        return pong;
    }

    synchronized void add(MessageHandler handler, MessageReceiver receiver) {
        take(receiver);
        handlers.put(handler, receiver);
    }

    synchronized void remove(MessageHandler handler) {
        MessageReceiver receiver = handlers.remove(handler);
        if (receiver == null) {
            throw new IllegalArgumentException("this message handler was not added to the session: " + handler);
        }
        if (receiver == text) {
            text = null;
        } else if (receiver == binary) {
            binary = null;
        } else {
            pong = null;
        }
    }

    synchronized Set<MessageHandler> handlers() {
        return Set.copyOf(handlers.keySet());
    }

    private void take(MessageReceiver receiver) {
        if (receiver instanceof MessageReceiver.Text newText) {
            checkFree(text, "text");
            text = newText;
        } else if (receiver instanceof MessageReceiver.Binary newBinary) {
            checkFree(binary, "binary");
            binary = newBinary;
        } else if (receiver instanceof MessageReceiver.Pong newPong) {
            checkFree(pong, "pong");
            pong = newPong;
        }
    }

    private static void checkFree(MessageReceiver present, String kind) {
        if (present != null) {
            throw new IllegalStateException("the session already has a handler of " + kind + " messages");
        }
    }
}
