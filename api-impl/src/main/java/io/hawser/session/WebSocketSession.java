package io.hawser.session;

import io.hawser.endpoint.HandlerTypes;
import io.hawser.endpoint.MessageReceiver;
import io.hawser.endpoint.SessionCodecs;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.MessageReader;
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

    private final Connection connection;
    private final MessageReader messages;
    private final Receivers receivers;
    private final BasicRemote basic;
    private final AsyncRemote async;
    private final BasicRemote uncompressedBasic;
    private final AsyncRemote uncompressedAsync;
    private final Map<String, Object> userProperties = new ConcurrentHashMap<>();
    private volatile boolean open = true;
    private volatile boolean lost;
    private volatile int maxTextMessageSize;
    private volatile int maxBinaryMessageSize;

    WebSocketSession(
            Connection connection,
            SessionContext context,
            TransportFacts facts,
            Outbound outbound,
            MessageReader messages) {
        super(context, facts);
        this.connection = connection;
        this.messages = messages;
        this.receivers = new Receivers(context.endpoint().receivers());
        this.maxTextMessageSize = context.settings().size(Setting.MAX_TEXT_MESSAGE_SIZE);
        this.maxBinaryMessageSize = context.settings().size(Setting.MAX_BINARY_MESSAGE_SIZE);
        long sendTimeout = context.settings().get(Setting.ASYNC_SEND_TIMEOUT);
        FullQueue fullQueue = new FullQueue(connection, this, context.settings());
        Sender sender = new Sender(outbound, connection, codecs(), fullQueue, false);
        Sender uncompressed = new Sender(outbound, connection, codecs(), fullQueue, true);
        boolean extended = !context.frameExtensions().extensions().isEmpty();
        this.basic = new BasicRemote(sender);
        this.async = new AsyncRemote(sender, this, sendTimeout);
        this.uncompressedBasic = extended ? new BasicRemote(uncompressed) : basic;
        this.uncompressedAsync = extended ? new AsyncRemote(uncompressed, this, sendTimeout) : async;
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

    /** No message is delivered or accepted any more. */
    void closed() {
        open = false;
    }

    /**
     * Nothing can be sent any more, and the endpoint may be the last to hear of it. Where the session has begun to
     * close before, others wait for the end of {@code onClose} by asking whether it is open. For all threads.
     */
    void lost() {
        if (open) {
            lost = true;
            context.openSessions().remove(this);
        }
    }

    /** Sends what a method of the endpoint has returned. */
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

    /** Messages that nobody receives whole are not gathered in memory. */
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

    /** No more frames will come. */
    void discardPartialMessage() {
        messages.discard();
    }

    /** {@return whether messages are delivered and accepted} */
    boolean accepts() {
        return open;
    }

    /**
     * {@return whether the session is open: for its own callbacks until it begins to close, for every other thread
     * until {@code onClose} has returned, so that whoever waits for the end finds that the endpoint knows of it; for
     * none where the connection is lost, since a callback may wait for a thread that asks}
     */
    @Override
    public boolean isOpen() {
        connection.presence().used();
        return !lost && isOpenInOrder();
    }

    private boolean isOpenInOrder() {
        return open || !hasEnded() && !connection.isInCallback();
    }

    @Override
    public long getMaxIdleTimeout() {
        checkNotEnded();
        return connection.timers().idleTimeout();
    }

    @Override
    public void setMaxIdleTimeout(long milliseconds) {
        checkNotEnded();
        connection.timers().idleTimeout(Math.max(0, milliseconds));
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
     * <p>Also of a session that has ended, whose sends fail with an {@code IOException}: a broadcast cannot know who
     * ends meanwhile, and expects that of each send anyway.
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
        connection.close(CloseStatus.of(CloseStatus.NORMAL, ""));
    }

    @Override
    public void close(CloseReason reason) {
        connection.close(status(reason));
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
        return connection.pings().ping();
    }

    @Override
    public Optional<Duration> latency() {
        return connection.pings().latency();
    }

    @Override
    public long queuedBytes() {
        return connection.outbound().waitingBytes();
    }
}
