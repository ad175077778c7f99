package io.hawser.session;

import io.hawser.endpoint.HandlerTypes;
import io.hawser.endpoint.MessageReceiver;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.MessageReader;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A connection as user code sees it (Jakarta WebSocket 2.2, {@link Session}). */
final class WebSocketSession implements Session {

    private final Connection connection;
    private final SessionContext context;
    private final TransportFacts facts;
    private final MessageReader messages;
    private final Receivers receivers;
    private final BasicRemote basic;
    private final AsyncRemote async;
    private final Map<String, Object> userProperties = new ConcurrentHashMap<>();
    private volatile boolean open = true;
    private volatile boolean ended;
    private volatile int maxTextMessageSize;
    private volatile int maxBinaryMessageSize;

    WebSocketSession(
            Connection connection,
            SessionContext context,
            TransportFacts facts,
            Outbound outbound,
            MessageReader messages) {
        this.connection = connection;
        this.context = context;
        this.facts = facts;
        this.messages = messages;
        this.receivers = new Receivers(context.endpoint().receivers());
        this.maxTextMessageSize = context.settings().size(Setting.MAX_TEXT_MESSAGE_SIZE);
        this.maxBinaryMessageSize = context.settings().size(Setting.MAX_BINARY_MESSAGE_SIZE);
        Sender sender = new Sender(outbound, connection);
        this.basic = new BasicRemote(sender);
        this.async = new AsyncRemote(sender, this, context.settings().get(Setting.ASYNC_SEND_TIMEOUT));
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

    /** {@return how log lines name this session} */
    String label() {
        return facts.id() + " " + context.requestUri().getRawPath();
    }

    /** No message is delivered or accepted any more. */
    void closed() {
        open = false;
    }

    /** {@code onClose} has returned: the session cannot be used any more. */
    void ended() {
        ended = true;
    }

    /** Sends what a method of the endpoint has returned. */
    void reply(Object value) throws IOException, EncodeException {
        if (value != null && open) {
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

    /** Messages that nobody receives are not gathered in memory. */
    private void receiversChanged() {
        messages.wholeText(receivers.text() != null);
        messages.wholeBinary(receivers.binary() != null);
    }

    private void add(MessageHandler handler, MessageReceiver receiver) {
        checkNotEnded();
        receivers.add(handler, receiver);
        receiversChanged();
    }

    private void checkNotEnded() {
        if (ended) {
            throw new IllegalStateException("session " + facts.id() + " has ended");
        }
    }

    @Override
    public WebSocketContainer getContainer() {
        checkNotEnded();
        return context.container();
    }

    @Override
    public void addMessageHandler(MessageHandler handler) {
        add(handler, HandlerTypes.receiver(handler));
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Whole<T> handler) {
        add(handler, HandlerTypes.receiver(type, handler));
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Partial<T> handler) {
        add(handler, HandlerTypes.receiver(handler));
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

    @Override
    public String getProtocolVersion() {
        checkNotEnded();
        return "13";
    }

    @Override
    public String getNegotiatedSubprotocol() {
        checkNotEnded();
        return context.subprotocol();
    }

    @Override
    public List<Extension> getNegotiatedExtensions() {
        checkNotEnded();
        return context.extensions();
    }

    @Override
    public boolean isSecure() {
        checkNotEnded();
        return facts.secure();
    }

    @Override
    public boolean isOpen() {
        return open;
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

    @Override
    public RemoteEndpoint.Async getAsyncRemote() {
        checkNotEnded();
        return async;
    }

    @Override
    public RemoteEndpoint.Basic getBasicRemote() {
        checkNotEnded();
        return basic;
    }

    @Override
    public String getId() {
        checkNotEnded();
        return facts.id();
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
        if (reason == null || reason.getCloseCode() == CloseReason.CloseCodes.NO_STATUS_CODE) {
            return CloseStatus.NO_STATUS;
        }
        CloseStatus status = CloseStatus.of(reason.getCloseCode().getCode(), reason.getReasonPhrase());
        if (!status.isSendable()) {
            throw new IllegalArgumentException("the close code " + status.code()
                    + " is only ever reported: it must not be sent (RFC 6455, section 7.4.1)");
        }
        return status;
    }

    @Override
    public URI getRequestURI() {
        checkNotEnded();
        return context.requestUri();
    }

    @Override
    public Map<String, List<String>> getRequestParameterMap() {
        checkNotEnded();
        return QueryString.parameters(context.requestUri().getRawQuery());
    }

    @Override
    public String getQueryString() {
        checkNotEnded();
        return context.requestUri().getRawQuery();
    }

    @Override
    public Map<String, String> getPathParameters() {
        checkNotEnded();
        return context.pathParameters();
    }

    @Override
    public Map<String, Object> getUserProperties() {
        checkNotEnded();
        return userProperties;
    }

    @Override
    public Principal getUserPrincipal() {
        checkNotEnded();
        return facts.principal();
    }

    @Override
    public Set<Session> getOpenSessions() {
        checkNotEnded();
        return context.openSessions().snapshot();
    }

    @Override
    public String toString() {
        return "Session[" + label() + (open ? ", open]" : ", closed]");
    }
}
