package io.hawser;

import io.hawser.handshake.OriginPolicy;
import java.time.Duration;

/**
 * What can be set in code for the sessions of a container. A user property of an endpoint sets the same for that
 * endpoint: see {@link Setting}. Each method returns settings that differ in one value, and leaves this one as it is.
 *
 * @param <S> the type of the settings
 */
public abstract class SessionSettings<S extends SessionSettings<S>> {

    SessionSettings() {}

    /**
     * Makes settings that differ in one value.
     *
     * @param setting which one
     * @param value its new value, of the type that the setting has in code
     * @return the new settings
     * @throws IllegalArgumentException where the value is out of the setting's range
     */
    abstract S with(Setting setting, Object value);

    /** {@return settings with another policy for origins} */
    abstract S with(OriginPolicy allowed);

    /**
     * Limits the whole text messages that are accepted. {@code @OnMessage(maxMessageSize)} and
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
     * Limits the whole binary messages that are accepted. {@code @OnMessage(maxMessageSize)} and
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
     * Limits the frames that are accepted.
     *
     * @param bytes the most bytes of payload, at least 125; {@link Long#MAX_VALUE}, the default, for no limit but that
     *     of the message
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S maxFrameSize(long bytes) {
        return with(Setting.MAX_FRAME_SIZE, bytes);
    }

    /**
     * Turns compression with permessage-deflate (RFC 7692) on or off. A server then accepts it from clients that offer
     * it. A client offers it where this is set, not by default.
     *
     * @param on whether messages are compressed; {@code true} by default
     * @return the new settings
     */
    public S compression(boolean on) {
        return with(Setting.COMPRESSION, on);
    }

    /**
     * Sets how hard messages are compressed.
     *
     * @param level from 1 (fast) to 9 (small); 6 by default
     * @return the new settings
     * @throws IllegalArgumentException if the level is out of range; the message names setting and value
     */
    public S compressionLevel(int level) {
        return with(Setting.COMPRESSION_LEVEL, (long) level);
    }

    /**
     * Sets from which size on whole messages are compressed.
     *
     * @param bytes the least size, from 0 to {@link Integer#MAX_VALUE}; 1,024 by default
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S compressionThreshold(long bytes) {
        return with(Setting.COMPRESSION_THRESHOLD, bytes);
    }

    /**
     * Sets whether compressed messages may refer to earlier ones. Small messages that are alike get much smaller, and
     * each session that has sent one keeps about 270 kB outside of the heap.
     *
     * @param on whether they may; {@code false} by default
     * @return the new settings
     */
    public S compressionContextTakeover(boolean on) {
        return with(Setting.COMPRESSION_CONTEXT_TAKEOVER, on);
    }

    /**
     * Sets how far compressed messages may refer back, in both directions.
     *
     * @param bits a power of two, from 8 to 15; 15 by default
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S compressionWindowBits(int bits) {
        return with(Setting.COMPRESSION_WINDOW_BITS, (long) bits);
    }

    /**
     * Limits what may wait to be sent on a session before an asynchronous send fails.
     *
     * @param bytes the most bytes, from 1 to {@link Integer#MAX_VALUE}; 16 MiB by default
     * @return the new settings
     * @throws IllegalArgumentException if the number is out of range; the message names setting and value
     */
    public S maxQueuedBytes(long bytes) {
        return with(Setting.MAX_QUEUED_BYTES, bytes);
    }

    /**
     * Sets whether a session is closed with 1013 where a message would exceed {@link #maxQueuedBytes}, in place of
     * losing that message with a warning.
     *
     * @param on whether it is closed; {@code false} by default
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
     * @throws IllegalArgumentException if the time is below 1 ms, above 292 years, or no whole number of milliseconds;
     *     the message names setting and value
     */
    public S blockingSendTimeout(Duration timeout) {
        return with(Setting.BLOCKING_SEND_TIMEOUT, timeout);
    }

    /**
     * Sets how long an asynchronous send may take. {@code RemoteEndpoint.Async.setSendTimeout} changes it for the sends
     * that follow.
     *
     * @param timeout whole milliseconds; 0, the default, for ever
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or no whole number of milliseconds;
     *     the message names setting and value
     */
    public S asyncSendTimeout(Duration timeout) {
        return with(Setting.ASYNC_SEND_TIMEOUT, timeout);
    }

    /**
     * Sets how long the peer may take from the first fragment of a message to its last, before the session is failed
     * with 1008. Time in which the endpoint has not read what there is does not count.
     *
     * @param timeout whole milliseconds; 0 for ever; 5 minutes by default
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or no whole number of milliseconds;
     *     the message names setting and value
     */
    public S messageTimeout(Duration timeout) {
        return with(Setting.MESSAGE_TIMEOUT, timeout);
    }

    /**
     * Sets how long output may wait of which the peer takes nothing, before the session ends with 1006.
     *
     * @param timeout whole milliseconds; 0 for ever; 60 seconds by default
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or no whole number of milliseconds;
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
     * @throws IllegalArgumentException if the time is negative, above 292 years, or no whole number of milliseconds;
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
     * @throws IllegalArgumentException if the time is negative, above 292 years, or no whole number of milliseconds;
     *     the message names setting and value
     */
    public S pingInterval(Duration interval) {
        return with(Setting.PING_INTERVAL, interval);
    }

    /**
     * Sets how long a peer may be silent after such a ping, before the session ends with 1006.
     *
     * @param timeout whole milliseconds; 0 for ever; 20 seconds by default
     * @return the new settings
     * @throws IllegalArgumentException if the time is negative, above 292 years, or no whole number of milliseconds;
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
     * @throws IllegalArgumentException if the time is below 1 ms, above 292 years, or no whole number of milliseconds;
     *     the message names setting and value
     */
    public S closeTimeout(Duration timeout) {
        return with(Setting.CLOSE_TIMEOUT, timeout);
    }

    /**
     * Sets when a connection is closed with the HTTP session within which it was opened. For servlet containers.
     *
     * @param when when; {@link CloseWithHttpSession#INVALIDATED} by default
     * @return the new settings
     */
    public S closeWithHttpSession(CloseWithHttpSession when) {
        return with(Setting.CLOSE_WITH_HTTP_SESSION, when);
    }

    /**
     * Sets whose pages may open connections (RFC 6455, section 10.2), which is what the default {@code checkOrigin}
     * goes by. Pages of the host that is asked, and clients that send no origin, are always let in. By default nobody
     * else is.
     *
     * @param patterns origins such as {@code https://example.com} or {@code http://localhost:8080}; all subdomains of a
     *     domain such as {@code https://*.example.com}; a scheme alone such as {@code file://}, for pages that come
     *     from no host; {@code null} for pages without an origin of their own; {@code *} for everyone. Blank ones are
     *     skipped
     * @return the new settings
     * @throws IllegalArgumentException if a pattern has another form; the message says what to write
     */
    public S allowedOrigins(String... patterns) {
        return with(SettingReader.origins(patterns, "setting " + SettingReader.ALLOWED_ORIGINS));
    }
}
