package io.hawser;

import io.hawser.handshake.OriginPolicy;
import java.time.Duration;

/**
 * The settings for the sessions of a container, as methods for code. A user property sets the same value for one
 * endpoint: see {@link Setting}. Each method returns new settings that differ in one value, and does not change this
 * object.
 *
 * @param <S> the type of the settings
 */
public abstract class SessionSettings<S extends SessionSettings<S>> {

    SessionSettings() {}

    /**
     * Returns settings that differ in one value.
     *
     * @param setting the setting
     * @param value its new value, of the type that the setting has in code
     * @return the new settings
     * @throws IllegalArgumentException if the value is out of the range of the setting
     */
    abstract S with(Setting setting, Object value);

    /** {@return settings with another policy for origins} */
    abstract S with(OriginPolicy allowed);

    /**
     * Sets the size of the largest accepted whole text message. {@code @OnMessage(maxMessageSize)} and
     * {@code Session.setMaxTextMessageBufferSize} change it for an endpoint or a session.
     *
     * @param bytes the most bytes of UTF-8, up to {@link Integer#MAX_VALUE}; -1 for no limit; 1 MiB by default
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S maxTextMessageSize(long bytes) {
        return with(Setting.MAX_TEXT_MESSAGE_SIZE, bytes);
    }

    /**
     * Sets the size of the largest accepted whole binary message. {@code @OnMessage(maxMessageSize)} and
     * {@code Session.setMaxBinaryMessageBufferSize} change it for an endpoint or a session.
     *
     * @param bytes the most bytes, up to {@link Integer#MAX_VALUE}; -1 for no limit; 1 MiB by default
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S maxBinaryMessageSize(long bytes) {
        return with(Setting.MAX_BINARY_MESSAGE_SIZE, bytes);
    }

    /**
     * Sets the size of the largest accepted frame.
     *
     * @param bytes the most bytes of payload, at least 125; {@link Long#MAX_VALUE}, the default, if only the size of
     *     the message is limited
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S maxFrameSize(long bytes) {
        return with(Setting.MAX_FRAME_SIZE, bytes);
    }

    /**
     * Turns compression with permessage-deflate (RFC 7692) on or off. A server accepts it from clients that offer it. A
     * client offers it only if this setting is set, not by default.
     *
     * @param on whether messages are compressed; {@code true} by default
     * @return the new settings
     */
    public S compression(boolean on) {
        return with(Setting.COMPRESSION, on);
    }

    /**
     * Sets the compression level.
     *
     * @param level from 1 (fast) to 9 (small); 6 by default
     * @return the new settings
     * @throws IllegalArgumentException if the level is out of range; the message names setting and value
     */
    public S compressionLevel(int level) {
        return with(Setting.COMPRESSION_LEVEL, (long) level);
    }

    /**
     * Sets the size below which whole messages are not compressed.
     *
     * @param bytes the smallest size that is compressed, from 0 to {@link Integer#MAX_VALUE}; 1,024 by default
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S compressionThreshold(long bytes) {
        return with(Setting.COMPRESSION_THRESHOLD, bytes);
    }

    /**
     * Sets whether compressed messages may refer to earlier ones. Small similar messages then become much smaller. Each
     * session that has sent one keeps about 270 kB outside of the heap.
     *
     * @param on whether messages may do so; {@code false} by default
     * @return the new settings
     */
    public S compressionContextTakeover(boolean on) {
        return with(Setting.COMPRESSION_CONTEXT_TAKEOVER, on);
    }

    /**
     * Sets how far compressed messages may refer back, in both directions.
     *
     * @param bits the distance in bytes as a power of two, from 8 to 15; 15 by default
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S compressionWindowBits(int bits) {
        return with(Setting.COMPRESSION_WINDOW_BITS, (long) bits);
    }

    /**
     * Sets how many bytes may wait to be sent on a session before an asynchronous send fails.
     *
     * @param bytes the most bytes, from 1 to {@link Integer#MAX_VALUE}; 16 MiB by default
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S maxQueuedBytes(long bytes) {
        return with(Setting.MAX_QUEUED_BYTES, bytes);
    }

    /**
     * Sets whether a session is closed with 1013 if a message would exceed {@link #maxQueuedBytes}. Otherwise that
     * message is lost, with a warning.
     *
     * @param on whether the session is closed; {@code false} by default
     * @return the new settings
     */
    public S closeOnFullQueue(boolean on) {
        return with(Setting.CLOSE_ON_FULL_QUEUE, on);
    }

    /**
     * Sets how long a blocking send waits for earlier output.
     *
     * @param timeout whole milliseconds, at least 1; 20 seconds by default
     * @return the new settings
     * @throws IllegalArgumentException if the time is below 1 ms, above 292 years, or not a whole number of
     *     milliseconds; the message names setting and value
     */
    public S blockingSendTimeout(Duration timeout) {
        return with(Setting.BLOCKING_SEND_TIMEOUT, timeout);
    }

    /**
     * Sets how long an asynchronous send may take. {@code RemoteEndpoint.Async.setSendTimeout} changes it for later
     * sends.
     *
     * @param timeout whole milliseconds; 0, the default, for ever
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or not a whole number of milliseconds;
     *     the message names setting and value
     */
    public S asyncSendTimeout(Duration timeout) {
        return with(Setting.ASYNC_SEND_TIMEOUT, timeout);
    }

    /**
     * Sets how long the peer may take from the first fragment of a message to its last, before the session is failed
     * with 1008. Time in which input is paused because the endpoint does not read does not count.
     *
     * @param timeout whole milliseconds; 0 for ever; 5 minutes by default
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or not a whole number of milliseconds;
     *     the message names setting and value
     */
    public S messageTimeout(Duration timeout) {
        return with(Setting.MESSAGE_TIMEOUT, timeout);
    }

    /**
     * Sets how long output may wait while the peer takes none of it, before the session ends with 1006.
     *
     * @param timeout whole milliseconds; 0 for ever; 60 seconds by default
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or not a whole number of milliseconds;
     *     the message names setting and value
     */
    public S writeTimeout(Duration timeout) {
        return with(Setting.WRITE_TIMEOUT, timeout);
    }

    /**
     * Sets how long a session may be silent in both directions.
     *
     * @param timeout whole milliseconds; 0, the default, for ever
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or not a whole number of milliseconds;
     *     the message names setting and value
     */
    public S idleTimeout(Duration timeout) {
        return with(Setting.IDLE_TIMEOUT, timeout);
    }

    /**
     * Sets how often the peer is pinged.
     *
     * @param interval whole milliseconds; 0 for never; 25 seconds by default
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or not a whole number of milliseconds;
     *     the message names setting and value
     */
    public S pingInterval(Duration interval) {
        return with(Setting.PING_INTERVAL, interval);
    }

    /**
     * Sets how long a peer may be silent after a ping of {@link #pingInterval}, before the session ends with 1006.
     *
     * @param timeout whole milliseconds; 0 for ever; 20 seconds by default
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or not a whole number of milliseconds;
     *     the message names setting and value
     */
    public S pingTimeout(Duration timeout) {
        return with(Setting.PING_TIMEOUT, timeout);
    }

    /**
     * Sets how long the peer may take to answer a Close frame, and how long a method of the endpoint may wait for its
     * sends to a peer that has ended its output.
     *
     * @param timeout whole milliseconds, at least 1; 10 seconds by default
     * @return the new settings
     * @throws IllegalArgumentException if the time is below 1 ms, above 292 years, or not a whole number of
     *     milliseconds; the message names setting and value
     */
    public S closeTimeout(Duration timeout) {
        return with(Setting.CLOSE_TIMEOUT, timeout);
    }

    /**
     * Sets when the end of an HTTP session closes the connections that were opened within it. For servlet containers.
     *
     * @param when the cases; {@link CloseWithHttpSession#INVALIDATED} by default
     * @return the new settings
     */
    public S closeWithHttpSession(CloseWithHttpSession when) {
        return with(Setting.CLOSE_WITH_HTTP_SESSION, when);
    }

    /**
     * Sets whether calls of user code have the session context of CDI (CDI 4.1, section 6.7.2) of the HTTP session of
     * their handshake, so that beans with {@code @SessionScoped} are those of the user's requests. For servlet
     * containers whose CDI is Weld.
     *
     * @param active whether they have it; {@code false} by default
     * @return the new settings
     */
    public S cdiSessionContext(boolean active) {
        return with(Setting.CDI_SESSION_CONTEXT, active);
    }

    /**
     * Sets the origins whose pages may open connections (RFC 6455, section 10.2). The default {@code checkOrigin} uses
     * this list. Pages of the requested host and clients that send no origin are always allowed. By default all other
     * origins are refused.
     *
     * @param patterns origins such as {@code https://example.com} or {@code http://localhost:8080}; all subdomains of a
     *     domain such as {@code https://*.example.com}; a scheme alone such as {@code file://}, for pages without a
     *     host; {@code null} for pages whose origin is {@code null}; {@code *} for every origin. Blank patterns are
     *     skipped
     * @return the new settings
     * @throws IllegalArgumentException if a pattern has another form; the message says what to write
     */
    public S allowedOrigins(String... patterns) {
        return with(SettingReader.origins(patterns, "setting " + SettingReader.ALLOWED_ORIGINS));
    }
}
