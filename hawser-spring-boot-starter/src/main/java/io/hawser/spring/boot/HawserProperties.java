package io.hawser.spring.boot;

import io.hawser.Setting;
import io.hawser.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Hawser's settings as properties of an application: the settings of {@link Setting} with their defaults. A misspelt
 * name is an error.
 *
 * @param enabled Whether Hawser serves WebSocket endpoints; otherwise the server's own implementation serves them.
 * @param maxTextMessageSize Largest accepted whole text message, as UTF-8; -1 for no limit.
 * @param maxBinaryMessageSize Largest accepted whole binary message; -1 for no limit.
 * @param maxFrameSize Largest accepted frame.
 * @param compression Whether messages are compressed with permessage-deflate; clients offer it only if this is set.
 * @param compressionLevel Compression level, from 1 (fast) to 9 (small).
 * @param compressionThreshold Size below which whole messages are not compressed.
 * @param compressionContextTakeover Whether compressed messages may refer to earlier ones, at 270 kB a session.
 * @param compressionWindowBits How far compressed messages may refer back, as a power of two, 8 to 15.
 * @param maxQueuedBytes How many bytes may wait to be sent on a session before an asynchronous send fails.
 * @param closeOnFullQueue Whether a session is closed with 1013 if a message would exceed max-queued-bytes; otherwise
 *     that message is lost.
 * @param maxBufferedBytes How many waiting bytes all sessions may hold together; 0 for a quarter of the heap.
 * @param blockingSendTimeout How long a blocking send waits for earlier output.
 * @param asyncSendTimeout How long an asynchronous send may take; 0 for ever.
 * @param messageTimeout How long the peer may take from the first fragment of a message to its last; 0 for ever.
 * @param writeTimeout How long output may wait while the peer takes none of it; 0 for ever.
 * @param idleTimeout How long a session may be silent in both directions; 0 for ever.
 * @param pingInterval How often the peer is pinged; 0 for never.
 * @param pingTimeout How long a peer may be silent after a ping before its session ends; 0 for ever.
 * @param openTimeout How long the opening handshake of a client may take.
 * @param connectTimeout How long a client may take to open a TCP connection; 0 if only open-timeout limits it.
 * @param maxHeaderSize Largest header of a response that a client accepts.
 * @param closeTimeout How long the peer may take to answer a Close frame.
 * @param closeWithHttpSession When the end of an HTTP session without a login closes its connections: never,
 *     invalidated (not if the session times out) or always.
 * @param cdiSessionContext Whether calls of endpoints have the session context of CDI of their HTTP session.
 * @param shutdownTimeout How long a stopping application waits for its sessions to close.
 * @param ioThreads Number of I/O threads of a client; 0 for the number of processors.
 * @param maxThreads How many platform threads may run endpoint code at once; 0 for 256.
 * @param virtualThreads Whether methods that block run on virtual threads; by default if spring.threads.virtual.enabled
 *     is set.
 * @param maxVirtualThreads How many virtual threads may run endpoint code at once.
 * @param allowedHosts Host names that requests may use in addition to localhost and IP addresses, such as example.com,
 *     *.example.com or *; every name if nothing is set.
 * @param allowedOrigins Origins, in addition to the origin of the host, whose pages may open connections to annotated
 *     and programmatic endpoints, such as https://example.com, https://*.example.com, file://, null or *. Handlers of
 *     Spring WebSocket have their own list.
 */
@ConfigurationProperties(prefix = "hawser", ignoreUnknownFields = false)
public record HawserProperties(
        @DefaultValue("true") boolean enabled,
        DataSize maxTextMessageSize,
        DataSize maxBinaryMessageSize,
        DataSize maxFrameSize,
        Boolean compression,
        Integer compressionLevel,
        DataSize compressionThreshold,
        Boolean compressionContextTakeover,
        Integer compressionWindowBits,
        DataSize maxQueuedBytes,
        Boolean closeOnFullQueue,
        DataSize maxBufferedBytes,
        Duration blockingSendTimeout,
        Duration asyncSendTimeout,
        Duration messageTimeout,
        Duration writeTimeout,
        Duration idleTimeout,
        Duration pingInterval,
        Duration pingTimeout,
        Duration openTimeout,
        Duration connectTimeout,
        DataSize maxHeaderSize,
        Duration closeTimeout,
        String closeWithHttpSession,
        Boolean cdiSessionContext,
        Duration shutdownTimeout,
        Integer ioThreads,
        Integer maxThreads,
        Boolean virtualThreads,
        Integer maxVirtualThreads,
        List<String> allowedHosts,
        List<String> allowedOrigins) {

    /** {@return the properties that are set, as init parameters of a servlet context} */
    Map<String, String> initParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, Setting.MAX_TEXT_MESSAGE_SIZE, maxTextMessageSize);
        put(parameters, Setting.MAX_BINARY_MESSAGE_SIZE, maxBinaryMessageSize);
        put(parameters, Setting.MAX_FRAME_SIZE, maxFrameSize);
        put(parameters, Setting.COMPRESSION, compression);
        put(parameters, Setting.COMPRESSION_LEVEL, compressionLevel);
        put(parameters, Setting.COMPRESSION_THRESHOLD, compressionThreshold);
        put(parameters, Setting.COMPRESSION_CONTEXT_TAKEOVER, compressionContextTakeover);
        put(parameters, Setting.COMPRESSION_WINDOW_BITS, compressionWindowBits);
        put(parameters, Setting.MAX_QUEUED_BYTES, maxQueuedBytes);
        put(parameters, Setting.CLOSE_ON_FULL_QUEUE, closeOnFullQueue);
        put(parameters, Setting.MAX_BUFFERED_BYTES, maxBufferedBytes);
        put(parameters, Setting.BLOCKING_SEND_TIMEOUT, blockingSendTimeout);
        put(parameters, Setting.ASYNC_SEND_TIMEOUT, asyncSendTimeout);
        put(parameters, Setting.MESSAGE_TIMEOUT, messageTimeout);
        put(parameters, Setting.WRITE_TIMEOUT, writeTimeout);
        put(parameters, Setting.IDLE_TIMEOUT, idleTimeout);
        put(parameters, Setting.PING_INTERVAL, pingInterval);
        put(parameters, Setting.PING_TIMEOUT, pingTimeout);
        put(parameters, Setting.OPEN_TIMEOUT, openTimeout);
        put(parameters, Setting.CONNECT_TIMEOUT, connectTimeout);
        put(parameters, Setting.MAX_HEADER_SIZE, maxHeaderSize);
        put(parameters, Setting.CLOSE_TIMEOUT, closeTimeout);
        put(parameters, Setting.CLOSE_WITH_HTTP_SESSION, closeWithHttpSession);
        put(parameters, Setting.CDI_SESSION_CONTEXT, cdiSessionContext);
        put(parameters, Setting.SHUTDOWN_TIMEOUT, shutdownTimeout);
        put(parameters, Setting.IO_THREADS, ioThreads);
        put(parameters, Setting.MAX_THREADS, maxThreads);
        put(parameters, Setting.VIRTUAL_THREADS, virtualThreads);
        put(parameters, Setting.MAX_VIRTUAL_THREADS, maxVirtualThreads);
        if (allowedHosts != null) {
            parameters.put(Settings.ALLOWED_HOSTS_PROPERTY, String.join(",", allowedHosts));
        }
        if (allowedOrigins != null) {
            if (allowedOrigins.stream().anyMatch(origin -> origin == null || origin.isBlank())) {
                throw new IllegalArgumentException(
                        "hawser.allowed-origins has an empty entry: remove it. If you mean null,"
                                + " the origin of pages in a sandbox, write it in quotation marks in YAML");
            }
            parameters.put(Settings.ALLOWED_ORIGINS_PROPERTY, String.join(",", allowedOrigins));
        }
        return parameters;
    }

    private static void put(Map<String, String> parameters, Setting setting, Boolean on) {
        if (on != null) {
            parameters.put(setting.property(), on ? "1" : "0");
        }
    }

    private static void put(Map<String, String> parameters, Setting setting, String word) {
        if (word != null) {
            parameters.put(setting.property(), word);
        }
    }

    private static void put(Map<String, String> parameters, Setting setting, DataSize size) {
        if (size != null) {
            parameters.put(setting.property(), String.valueOf(size.toBytes()));
        }
    }

    private static void put(Map<String, String> parameters, Setting setting, Duration time) {
        if (time != null) {
            parameters.put(setting.property(), String.valueOf(time.toMillis()));
        }
    }

    private static void put(Map<String, String> parameters, Setting setting, Integer count) {
        if (count != null) {
            parameters.put(setting.property(), String.valueOf(count));
        }
    }
}
