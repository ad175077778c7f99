package io.hawser.session;

import io.hawser.Setting;
import io.hawser.endpoint.HandlerTypes;
import io.hawser.endpoint.MessageReceiver;
import io.hawser.endpoint.SessionCodecs;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.MessageReader;
import io.hawser.thread.Completions;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EncodeException;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A connection as user code sees it (Jakarta WebSocket 2.2, {@link Session}). */
final class WebSocketSession extends SessionFacts {

    private final ConnectionParts parts;
    private final MessageReader messages;
    private final Receivers receivers;
    private final BasicRemote basic;
    private final AsyncRemote async;
    private final Completions completions;
    private final BasicRemote uncompressedBasic;
    private final AsyncRemote uncompressedAsync;
    private final Map<String, Object> userProperties = new ConcurrentHashMap<>();
    private volatile boolean lost;
    private volatile int maxTextMessageSize;
    private volatile int maxBinaryMessageSize;

    WebSocketSession(ConnectionParts parts, SessionContext context, MessageReader messages) {
        super(context, parts.transport().facts());
        this.parts = parts;
        this.messages = messages;
        this.receivers = new Receivers(context.endpoint().receivers());
        this.maxTextMessageSize = (int) context.settings().maxTextMessageSize();
        this.maxBinaryMessageSize = (int) context.settings().maxBinaryMessageSize();
        long sendTimeout = context.settings().asyncSendTimeout().toMillis();
        FullQueue fullQueue = new FullQueue(parts.connection(), this, context.settings());
        Sender sender = new Sender(parts, this::accepts, codecs(), fullQueue, false);
        this.completions = new Completions(parts.transport()::completion);
        Sender uncompressed = new Sender(parts, this::accepts, codecs(), fullQueue, true);
        boolean extended = !context.frameExtensions().extensions().isEmpty();
        this.basic = new BasicRemote(sender);
        this.async = new AsyncRemote(sender, this, completions, sendTimeout);
        this.uncompressedBasic = extended ? new BasicRemote(uncompressed) : basic;
        this.uncompressedAsync = extended ? new AsyncRemote(uncompressed, this, completions, sendTimeout) : async;
        context.userProperties().forEach((name, value) -> {
            if (value != null) {
                userProperties.put(name, value);
            }
        });
        context.endpoint().receivers().forEach(this::adoptLimit);
        receiversChanged();
    }

    Receivers receivers() {
        return receivers;
    }

    /**
     * Notes that the connection is lost, so that nothing can be sent any more. The endpoint may be the last to hear of
     * it. Does nothing if the session has begun to close before: other threads wait for the end of {@code onClose}
     * then, by asking whether the session is open. Any thread may call this.
     */
    void lost() {
        if (accepts()) {
            lost = true;
            context.openSessions().remove(this);
        }
    }

    /** Sends the value that a method of the endpoint has returned. */
    void reply(Object value) throws IOException, EncodeException {
        if (value != null) {
            basic.reply(value);
        }
    }

    private void adoptLimit(MessageReceiver receiver) {
        long most = receiver.maxMessageSize();
        if (most < 0) {
            return;
        }
        if (receiver instanceof MessageReceiver.Text) {
            setMaxTextMessageBufferSize((int) Math.min(most, Integer.MAX_VALUE));
        } else if (receiver instanceof MessageReceiver.Binary) {
            setMaxBinaryMessageBufferSize((int) Math.min(most, Integer.MAX_VALUE));
        }
    }

    /**
     * Adapts the reader of messages to the receivers. A message is collected in memory only if a receiver wants it
     * whole.
     */
    private void receiversChanged() {
        messages.wholeText(receivers.text() instanceof MessageReceiver.Text);
        messages.wholeBinary(receivers.binary() instanceof MessageReceiver.Binary);
    }

    private void add(MessageHandler handler, List<MessageReceiver> added) {
        checkNotEnded();
        receivers.add(handler, added);
        receiversChanged();
    }

    private void checkGiven(Class<?> type, MessageHandler handler) {
        checkNotEnded();
        Sender.required(type, "type");
        Sender.required(handler, "handler");
    }

    private SessionCodecs codecs() {
        return context.endpoint().codecs();
    }

    @Override
    public void addMessageHandler(MessageHandler handler) {
        checkNotEnded();
        Sender.required(handler, "handler");
        add(handler, HandlerTypes.receivers(handler, codecs()));
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Whole<T> handler) {
        checkGiven(type, handler);
        add(handler, HandlerTypes.receivers(type, handler, codecs()));
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Partial<T> handler) {
        checkGiven(type, handler);
        add(handler, HandlerTypes.receivers(type, handler));
    }

    @Override
    public Set<MessageHandler> getMessageHandlers() {
        checkNotEnded();
        return receivers.handlers();
    }

    @Override
    public void removeMessageHandler(MessageHandler handler) {
        checkNotEnded();
        receivers.remove(handler);
        receiversChanged();
    }

    /** {@return the number of the message that has begun and is not complete: see {@link MessageReader#underWay}} */
    int messageUnderWay() {
        return messages.underWay();
    }

    /** Discards incomplete messages, since no more frames and no more ticks will come. */
    void released() {
        messages.discard();
        completions.endTicks();
    }

    /** Handles a tick. */
    void tick() {
        completions.tick();
    }

    /**
     * {@return whether the session is open} For its own methods, it is open until it begins to close. For every other
     * thread, it is open until {@code onClose} has returned: a thread that waits for the end can rely on it that the
     * endpoint has seen the end. After the connection is lost, the session is open for no thread, since a method may
     * wait for a thread that asks.
     */
    @Override
    public boolean isOpen() {
        parts.presence().used();
        return !lost && isOpenInOrder();
    }

    private boolean isOpenInOrder() {
        return accepts() || !hasEnded() && !parts.calls().areMine();
    }

    @Override
    public long getMaxIdleTimeout() {
        checkNotEnded();
        return parts.timers().idleTimeout();
    }

    @Override
    public void setMaxIdleTimeout(long milliseconds) {
        checkNotEnded();
        parts.timers().idleTimeout(Math.max(0, milliseconds));
    }

    @Override
    public void setMaxBinaryMessageBufferSize(int length) {
        checkNotEnded();
        Setting.MAX_BINARY_MESSAGE_SIZE.checked(length);
        maxBinaryMessageSize = length;
        messages.maxBinaryMessageSize(length);
    }

    @Override
    public int getMaxBinaryMessageBufferSize() {
        checkNotEnded();
        return maxBinaryMessageSize;
    }

    @Override
    public void setMaxTextMessageBufferSize(int length) {
        checkNotEnded();
        Setting.MAX_TEXT_MESSAGE_SIZE.checked(length);
        maxTextMessageSize = length;
        messages.maxTextMessageSize(length);
    }

    @Override
    public int getMaxTextMessageBufferSize() {
        checkNotEnded();
        return maxTextMessageSize;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A session that has ended has a remote too, whose sends fail with an {@code IOException}. A broadcast cannot
     * know which sessions end meanwhile, and expects this exception of each send anyway.
     */
    @Override
    public RemoteEndpoint.Async getAsyncRemote() {
        return async;
    }

    @Override
    public RemoteEndpoint.Basic getBasicRemote() {
        return basic;
    }

    @Override
    public RemoteEndpoint.Basic getUncompressedBasicRemote() {
        return uncompressedBasic;
    }

    @Override
    public RemoteEndpoint.Async getUncompressedAsyncRemote() {
        return uncompressedAsync;
    }

    @Override
    public void close() {
        parts.connection().close(CloseStatus.of(CloseStatus.NORMAL, ""));
    }

    @Override
    public void close(CloseReason reason) {
        parts.connection().close(status(reason));
    }

    private static CloseStatus status(CloseReason reason) {
        if (reason == null) {
            return CloseStatus.NO_STATUS;
        }
        int code = Sender.required(reason.getCloseCode(), "the reason's close code")
                .getCode();
        if (code == CloseStatus.NO_STATUS.code()) {
            return CloseStatus.NO_STATUS;
        }
        CloseStatus status = CloseStatus.of(code, reason.getReasonPhrase());
        if (!status.isSendable()) {
            throw new IllegalArgumentException("the close code " + status.code()
                    + " is only ever reported: it must not be sent (RFC 6455, section 7.4.1)");
        }
        return status;
    }

    @Override
    public Map<String, Object> getUserProperties() {
        checkNotEnded();
        return userProperties;
    }

    @Override
    public CompletableFuture<Duration> ping() {
        return parts.pings().ping();
    }

    @Override
    public Optional<Duration> latency() {
        return parts.pings().latency();
    }

    @Override
    public long queuedBytes() {
        return parts.outbound().waitingBytes();
    }
}
