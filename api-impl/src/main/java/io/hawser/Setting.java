package io.hawser;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings that have one value, with their names, defaults and ranges. A setting has the same name everywhere: as a
 * method of {@link Settings}, which explains the setting, as the property {@code io.hawser.<name>} in each
 * {@link SettingSource}, and in the message of an error that the setting has caused.
 *
 * <p>In code a setting is a {@link Duration}, a number, {@code true} or {@code false}, or an enum. In properties each
 * of them is a whole number: milliseconds, bytes, 1 or 0, or the ordinal of the enum constant. Properties also accept
 * {@code true} and {@code false}, and the names of enum constants.
 */
public enum Setting {
    /** The largest accepted whole text message, in bytes of UTF-8; -1 for no limit. */
    MAX_TEXT_MESSAGE_SIZE("maxTextMessageSize", 1 << 20, -1, Integer.MAX_VALUE),
    /** The largest accepted whole binary message, in bytes; -1 for no limit. */
    MAX_BINARY_MESSAGE_SIZE("maxBinaryMessageSize", 1 << 20, -1, Integer.MAX_VALUE),
    /** The largest accepted frame, in bytes of payload. */
    MAX_FRAME_SIZE("maxFrameSize", Long.MAX_VALUE, 125, Long.MAX_VALUE),
    /** Whether messages are compressed with permessage-deflate (RFC 7692). */
    COMPRESSION("compression", true),
    /** The compression level, from 1 (fast) to 9 (small). */
    COMPRESSION_LEVEL("compressionLevel", 6, 1, 9),
    /** The size in bytes below which whole messages are not compressed. */
    COMPRESSION_THRESHOLD("compressionThreshold", 1024, 0, Integer.MAX_VALUE),
    /** Whether compressed messages may refer to earlier ones. */
    COMPRESSION_CONTEXT_TAKEOVER("compressionContextTakeover", false),
    /** How far compressed messages may refer back, as a power of two, in both directions. */
    COMPRESSION_WINDOW_BITS("compressionWindowBits", 15, 8, 15),
    /** How many bytes may wait to be sent on one session before an asynchronous send fails. */
    MAX_QUEUED_BYTES("maxQueuedBytes", 16 << 20, 1, Integer.MAX_VALUE),
    /** Whether a session is closed with 1013 if a message would exceed {@link #MAX_QUEUED_BYTES}. */
    CLOSE_ON_FULL_QUEUE("closeOnFullQueue", false),
    /**
     * How many waiting bytes all sessions of a container may hold together; 0 for a quarter of the heap or of the
     * memory for direct buffers.
     */
    MAX_BUFFERED_BYTES("maxBufferedBytes", 0, 0, Long.MAX_VALUE, Scope.CONTAINER),
    /** How long a blocking send waits for earlier output. */
    BLOCKING_SEND_TIMEOUT("blockingSendTimeout", Duration.ofSeconds(20), Duration.ofMillis(1)),
    /** How long an asynchronous send may take by default; 0 for ever. */
    ASYNC_SEND_TIMEOUT("asyncSendTimeout", Duration.ZERO, Duration.ZERO),
    /** How long the peer may take from the first fragment of a message to its last; 0 for ever. */
    MESSAGE_TIMEOUT("messageTimeout", Duration.ofMinutes(5), Duration.ZERO),
    /** How long output may wait while the peer takes none of it; 0 for ever. */
    WRITE_TIMEOUT("writeTimeout", Duration.ofSeconds(60), Duration.ZERO),
    /** How long a session may be silent in both directions; 0 for ever. */
    IDLE_TIMEOUT("idleTimeout", Duration.ZERO, Duration.ZERO),
    /** How often the peer is pinged; 0 for never. */
    PING_INTERVAL("pingInterval", Duration.ofSeconds(25), Duration.ZERO),
    /** How long a peer may be silent after such a ping before its session ends; 0 for ever. */
    PING_TIMEOUT("pingTimeout", Duration.ofSeconds(20), Duration.ZERO),
    /** How long the opening handshake may take, TLS included. */
    OPEN_TIMEOUT("openTimeout", Duration.ofSeconds(10), Duration.ofMillis(1), Scope.CLIENT),
    /** How long a client may take to look up a name and to open a TCP connection; 0 for no limit. */
    CONNECT_TIMEOUT("connectTimeout", Duration.ZERO, Duration.ZERO, Scope.CLIENT),
    /** The largest accepted header of a request or a response, in bytes. */
    MAX_HEADER_SIZE("maxHeaderSize", 16 * 1024, 1000, 1 << 24, Scope.CONTAINER),
    /** How long the peer may take to answer a Close frame. */
    CLOSE_TIMEOUT("closeTimeout", Duration.ofSeconds(10), Duration.ofMillis(1)),
    /** When the end of an HTTP session closes the connections that were opened within it. */
    CLOSE_WITH_HTTP_SESSION("closeWithHttpSession", CloseWithHttpSession.INVALIDATED, Scope.SERVER),
    /** Whether calls of user code have the session context of CDI of the HTTP session of their handshake. */
    CDI_SESSION_CONTEXT("cdiSessionContext", false, Scope.SERVER),
    /** How long a stopping container waits for its sessions to close. */
    SHUTDOWN_TIMEOUT("shutdownTimeout", Duration.ofSeconds(5), Duration.ZERO, Scope.CONTAINER),
    /** How many connections a server may have, including HTTP connections; 0 for no limit. */
    MAX_CONNECTIONS("maxConnections", 0, 0, Integer.MAX_VALUE, Scope.LISTENER),
    /** How many connections a server may have from one address; 0 for no limit. */
    MAX_CONNECTIONS_PER_ADDRESS("maxConnectionsPerAddress", 0, 0, Integer.MAX_VALUE, Scope.LISTENER),
    /** The number of I/O threads; 0 for the number of processors. */
    IO_THREADS("ioThreads", 0, 0, Short.MAX_VALUE, Scope.CONTAINER),
    /**
     * How many platform threads may run endpoint code at once; 0 for 256, or for twice {@code ioThreads} if that is
     * more.
     */
    MAX_THREADS("maxThreads", 0, 0, Short.MAX_VALUE, Scope.CONTAINER),
    /**
     * Whether methods that block run on virtual threads. Those of JDK 21 to 23 hold their carrier thread while they
     * wait within {@code synchronized} (JEP 491), so a few methods could stop all virtual threads of the process.
     */
    VIRTUAL_THREADS("virtualThreads", Runtime.version().feature() >= 24, Scope.CONTAINER),
    /** How many virtual threads may run endpoint code at once, besides {@link #MAX_THREADS}. */
    MAX_VIRTUAL_THREADS("maxVirtualThreads", 16_384, 1, Integer.MAX_VALUE, Scope.CONTAINER);

    /** The prefix of the properties that set a setting. */
    static final String PREFIX = "io.hawser.";

    /** The object to which a setting applies. It determines where the setting can be set. */
    enum Scope {
        /** One session. */
        SESSION,
        /** One session of a server. */
        SERVER,
        /**
         * One connection of a client, or all connections of a server, which needs the value before it knows the
         * endpoint.
         */
        CLIENT,
        /** The whole container. */
        CONTAINER,
        /** A server that accepts connections itself, as opposed to a servlet container. */
        LISTENER
    }

    private final String key;
    private final Object defaultValue;
    private final long least;
    private final long most;
    private final Scope scope;

    Setting(String key, long defaultValue, long least, long most) {
        this(key, defaultValue, least, most, Scope.SESSION);
    }

    Setting(String key, long defaultValue, long least, long most, Scope scope) {
        this(key, (Object) defaultValue, least, most, scope);
    }

    Setting(String key, boolean defaultValue) {
        this(key, defaultValue, Scope.SESSION);
    }

    Setting(String key, boolean defaultValue, Scope scope) {
        this(key, (Object) defaultValue, 0, 1, scope);
    }

    Setting(String key, Duration defaultValue, Duration least) {
        this(key, defaultValue, least, Scope.SESSION);
    }

    /** The longest time is the largest one whose nanoseconds fit into a {@code long}. */
    Setting(String key, Duration defaultValue, Duration least, Scope scope) {
        this(key, defaultValue, least.toMillis(), Long.MAX_VALUE / 1_000_000, scope);
    }

    Setting(String key, CloseWithHttpSession defaultValue, Scope scope) {
        this(key, defaultValue, 0, CloseWithHttpSession.values().length - 1, scope);
    }

    Setting(String key, Object defaultValue, long least, long most, Scope scope) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.least = least;
        this.most = most;
        this.scope = scope;
    }

    /** {@return the name by which users know the setting, such as {@code maxTextMessageSize}} */
    public String key() {
        return key;
    }

    /** {@return the property that sets the setting; its name is the same in each {@link SettingSource}} */
    public String property() {
        return PREFIX + key;
    }

    Scope scope() {
        return scope;
    }

    /** {@return the default value, as the number that properties have} */
    public long defaultValue() {
        if (defaultValue instanceof Duration time) {
            return time.toMillis();
        }
        if (defaultValue instanceof Boolean on) {
            return on ? 1 : 0;
        }
        return defaultValue instanceof CloseWithHttpSession when ? when.ordinal() : (long) defaultValue;
    }

    /** {@return the default value, of the type that the setting has in code} */
    Object defaultInCode() {
        return defaultValue;
    }

    long least() {
        return least;
    }

    long most() {
        return most;
    }

    /**
     * Checks a value that an application sets.
     *
     * @param value the value, as the number that properties have
     * @return the value
     * @throws IllegalArgumentException if the value is out of range
     */
    public long checked(long value) {
        return checked(value, "setting " + key);
    }

    private long checked(long value, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    /**
     * Checks a value that an application sets.
     *
     * @param value the value, of the type that the setting has in code
     * @return the value
     * @throws IllegalArgumentException if the value is out of range
     */
    Object checkedInCode(Object value) {
        if (value instanceof Duration time) {
            return checked(time);
        }
        return value instanceof Long number ? (Object) checked(number) : value;
    }

    private Duration checked(Duration time) {
        boolean within = time.compareTo(Duration.ofMillis(least)) >= 0 && time.compareTo(Duration.ofMillis(most)) <= 0;
        if (!within || time.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException("setting " + key + " must be a whole number of milliseconds from "
                    + least + " to " + most + ", not " + time);
        }
        return time;
    }

    /**
     * Reads a value of a property.
     *
     * @param value a number or a string
     * @param name the name of the property in the message
     * @return the value, of the type that the setting has in code
     * @throws IllegalArgumentException if it is not a value of the setting
     */
    Object parsed(Object value, String name) {
        String text = value.toString().strip();
        for (CloseWithHttpSession when : words()) {
            if (when.word().equalsIgnoreCase(text)) {
                return when;
            }
        }
        if (isSwitch() && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            return Boolean.parseBoolean(text);
        }
        try {
            return inCode(checked(Long.parseLong(text), name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be " + form() + ", not \"" + value + "\"", e);
        }
    }

    private Object inCode(long number) {
        if (defaultValue instanceof Duration) {
            return Duration.ofMillis(number);
        }
        if (isSwitch()) {
            return number == 1;
        }
        return words().isEmpty() ? (Object) number : words().get((int) number);
    }

    private boolean isSwitch() {
        return defaultValue instanceof Boolean;
    }

    /** {@return the values in the order of their numbers; empty if the setting is not an enum} */
    private List<CloseWithHttpSession> words() {
        return defaultValue instanceof CloseWithHttpSession ? List.of(CloseWithHttpSession.values()) : List.of();
    }

    private String form() {
        if (!words().isEmpty()) {
            return "one of " + words().stream().map(CloseWithHttpSession::word).collect(Collectors.joining(", "));
        }
        return isSwitch() ? "true or false" : "a whole number";
    }
}
