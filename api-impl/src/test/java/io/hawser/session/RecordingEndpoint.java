package io.hawser.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hawser.endpoint.BoundEndpoint;
import io.hawser.endpoint.MessageReceiver;
import io.hawser.endpoint.SessionCodecs;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Records its callbacks, and runs the actions of a test. */
final class RecordingEndpoint implements BoundEndpoint {

    /** An action of a test for one event. */
    @FunctionalInterface
    interface Action<E> {
        Object on(Session session, E event) throws Throwable;
    }

    private final List<String> heard = new CopyOnWriteArrayList<>();
    final AtomicInteger released = new AtomicInteger();

    Action<EndpointConfig> onOpen = (session, config) -> null;
    Action<String> onText = (session, message) -> null;
    Action<ByteBuffer> onBinary = (session, message) -> null;
    Action<PongMessage> onPong = (session, message) -> null;
    Action<CloseReason> onClose = (session, reason) -> null;
    Action<Throwable> onError = (session, error) -> null;
    Runnable onRelease = () -> {};
    boolean handlesErrors = true;
    boolean receivesMessages = true;
    long maxMessageSize = -1;
    /** Receivers that replace those that call the actions. */
    List<MessageReceiver> declared = List.of();

    /** {@return the callbacks: one line for each call} */
    List<String> heard() {
        return heard;
    }

    @Override
    public Object instance() {
        return this;
    }

    @Override
    public List<MessageReceiver> receivers() {
        if (!declared.isEmpty()) {
            return declared;
        }
        return receivesMessages
                ? List.of(
                        new MessageReceiver.Text(maxMessageSize, this::text),
                        new MessageReceiver.Binary(maxMessageSize, this::binary),
                        new MessageReceiver.Pong(-1, this::pong))
                : List.of();
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) throws Throwable {
        heard.add("open");
        onOpen.on(session, config);
    }

    @Override
    public void onClose(Session session, CloseReason reason) throws Throwable {
        heard.add("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        onClose.on(session, reason);
    }

    @Override
    public boolean onError(Session session, Throwable error) throws Throwable {
        if (handlesErrors) {
            heard.add("error " + error.getClass().getSimpleName() + ": " + error.getMessage());
            onError.on(session, error);
        }
        return handlesErrors;
    }

    @Override
    public SessionCodecs codecs() {
        return SessionCodecs.NONE;
    }

    @Override
    public void release() {
        released.incrementAndGet();
        onRelease.run();
    }

    private static String shown(String message) {
        return message.length() > 130 ? "of " + message.length() : message;
    }

    private Object text(Session session, String message) throws Throwable {
        heard.add("text " + shown(message));
        return onText.on(session, message);
    }

    private Object binary(Session session, ByteBuffer message) throws Throwable {
        heard.add("binary " + shown(UTF_8.decode(message.duplicate()).toString()));
        return onBinary.on(session, message);
    }

    private Object pong(Session session, PongMessage message) throws Throwable {
        heard.add("pong " + UTF_8.decode(message.getApplicationData()));
        return onPong.on(session, message);
    }
}
