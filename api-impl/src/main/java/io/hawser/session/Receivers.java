package io.hawser.session;

import io.hawser.endpoint.MessageReceiver;
import jakarta.websocket.MessageHandler;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The receivers of the messages of one session, at most one of each kind (Jakarta WebSocket 2.2, section 2.1.3). Any
 * thread may change them. The connection's events read them.
 */
final class Receivers {

    /** Immutable while it is empty, as it is for most endpoints. */
    private Map<MessageHandler, List<MessageReceiver>> handlers = Map.of();

    private volatile MessageReceiver.OfText text;
    private volatile MessageReceiver.OfBinary binary;
    private volatile MessageReceiver.Pong pong;

    Receivers(List<MessageReceiver> declared) {
        take(declared);
    }

    MessageReceiver.OfText text() {
        return text;
    }

    MessageReceiver.OfBinary binary() {
        return binary;
    }

    MessageReceiver.Pong pong() {
        return pong;
    }

    /** Adds the receivers of a handler, all of them or none. */
    synchronized void add(MessageHandler handler, List<MessageReceiver> receivers) {
        receivers.forEach(this::checkFree);
        take(receivers);
        if (handlers.isEmpty()) {
            handlers = new LinkedHashMap<>();
        }
        handlers.put(handler, receivers);
    }

    synchronized void remove(MessageHandler handler) {
        List<MessageReceiver> receivers = handlers.isEmpty() ? null : handlers.remove(handler);
        if (receivers == null) {
            throw new IllegalArgumentException("this message handler was not added to the session: " + handler);
        }
        for (MessageReceiver receiver : receivers) {
            if (receiver instanceof MessageReceiver.OfText) {
                text = null;
            } else if (receiver instanceof MessageReceiver.OfBinary) {
                binary = null;
            } else {
                pong = null;
            }
        }
    }

    /** {@return an unmodifiable copy of the handlers, in the order in which they were added} */
    synchronized Set<MessageHandler> handlers() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(handlers.keySet()));
    }

    private void take(List<MessageReceiver> receivers) {
        for (MessageReceiver receiver : receivers) {
            if (receiver instanceof MessageReceiver.OfText ofText) {
                text = ofText;
            } else if (receiver instanceof MessageReceiver.OfBinary ofBinary) {
                binary = ofBinary;
            } else if (receiver instanceof MessageReceiver.Pong ofPongs) {
                pong = ofPongs;
            }
        }
    }

    private void checkFree(MessageReceiver receiver) {
        if (receiver instanceof MessageReceiver.OfText) {
            checkFree(text, "text");
        } else if (receiver instanceof MessageReceiver.OfBinary) {
            checkFree(binary, "binary");
        } else {
            checkFree(pong, "pong");
        }
    }

    private static void checkFree(MessageReceiver present, String kind) {
        if (present != null) {
            throw new IllegalStateException("the session already has a handler of " + kind + " messages");
        }
    }
}
