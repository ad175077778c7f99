package io.hawser;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings that are one value, with their names, defaults and ranges. The same name counts everywhere: as a method
 * of {@link Settings}, which explains the setting, as the property {@code io.hawser.<name>} in each
 * {@link SettingSource}, and in the message of an error that the setting caused.
 *
 * <p>In code a setting is a {@link Duration}, a number, {@code true} or {@code false}, or an enum. In properties all of
 * them are whole numbers: milliseconds, bytes, 1 and 0, or the place in the enum. Switches and enums are words there as
 * well.
 */
public enum Setting {
    /** The largest whole text message that is accepted, in bytes of UTF-8; -1 for no limit. */
    MAX_TEXT_MESSAGE_SIZE("maxTextMessageSize", 1 << 20, -1, Integer.MAX_VALUE),
    /** The largest whole binary message that is accepted, in bytes; -1 for no limit. */
    MAX_BINARY_MESSAGE_SIZE("maxBinaryMessageSize", 1 << 20, -1, Integer.MAX_VALUE),
    /** The largest frame that is accepted, in bytes of payload. */
    MAX_FRAME_SIZE("maxFrameSize", Long.MAX_VALUE, 125, Long.MAX_VALUE),
    /** Whether messages are compressed with permessage-deflate (RFC 7692). */
    COMPRESSION("compression", true),
    /** How hard messages are compressed, from 1 (fast) to 9 (small). */
    COMPRESSION_LEVEL("compressionLevel", 6, 1, 9),
    /** Whole messages of fewer bytes are not compressed. */
    COMPRESSION_THRESHOLD("compressionThreshold", 1024, 0, Integer.MAX_VALUE),
    /** Whether compressed messages may refer to earlier ones. */
    COMPRESSION_CONTEXT_TAKEOVER("compressionContextTakeover", false),
    /** How far compressed messages may refer back, as a power of two, in both directions. */
    COMPRESSION_WINDOW_BITS("compressionWindowBits", 15, 8, 15),
    /** How many bytes may wait to be sent on one session before an asynchronous send fails. */
    MAX_QUEUED_BYTES("maxQueuedBytes", 16 << 20, 1, Integer.MAX_VALUE),
    /** Whether a session is closed with 1013 where a message would exceed {@link #MAX_QUEUED_BYTES}. */
    CLOSE_ON_FULL_QUEUE("closeOnFullQueue", false),
    /** How many bytes all sessions of a container may hold of what waits; 0 for a part of the memory. */
    MAX_BUFFERED_BYTES("maxBufferedBytes", 0, 0, Long.MAX_VALUE, Scope.CONTAINER),
    /** How long a blocking send waits for earlier output. */
    BLOCKING_SEND_TIMEOUT("blockingSendTimeout", Duration.ofSeconds(20), Duration.ofMillis(1)),
    /** How long an asynchronous send may take by default; 0 for ever. */
    ASYNC_SEND_TIMEOUT("asyncSendTimeout", Duration.ZERO, Duration.ZERO),
    /** How long the peer may take from the first fragment of a message to its last; 0 for ever. */
    MESSAGE_TIMEOUT("messageTimeout", Duration.ofMinutes(5), Duration.ZERO),
    /** How long output may wait of which the peer takes nothing; 0 for ever. */
    WRITE_TIMEOUT("writeTimeout", Duration.ofSeconds(60), Duration.ZERO),
    /** How long a session may be silent in both directions; 0 for ever. */
    IDLE_TIMEOUT("idleTimeout", Duration.ZERO, Duration.ZERO),
    /** How often the peer is pinged; 0 for never. */
    PING_INTERVAL("pingInterval", Duration.ofSeconds(25), Duration.ZERO),
    /** How long a peer may be silent after such a ping before it is given up; 0 for ever. */
    PING_TIMEOUT("pingTimeout", Duration.ofSeconds(20), Duration.ZERO),
    /** How long the opening handshake may take, TLS included. */
    OPEN_TIMEOUT("openTimeout", Duration.ofSeconds(10), Duration.ofMillis(1), Scope.CLIENT),
    /** How long a client may take to look a name up and to open a TCP connection; 0 for no limit. */
    CONNECT_TIMEOUT("connectTimeout", Duration.ZERO, Duration.ZERO, Scope.CLIENT),
    /** The largest header of a request or a response that is accepted, in bytes. */
    MAX_HEADER_SIZE("maxHeaderSize", 16 * 1024, 1000, 1 << 24, Scope.CONTAINER),
    /** How long the peer may take to answer a Close frame. */
    CLOSE_TIMEOUT("closeTimeout", Duration.ofSeconds(10), Duration.ofMillis(1)),
    /** When a connection is closed with the HTTP session within which it was opened. */
    CLOSE_WITH_HTTP_SESSION("closeWithHttpSession", CloseWithHttpSession.INVALIDATED, Scope.SERVER),
    /** How long a container that stops waits for its sessions to close. */
    SHUTDOWN_TIMEOUT("shutdownTimeout", Duration.ofSeconds(5), Duration.ZERO, Scope.CONTAINER),
    /** How many connections a server has at most, those that speak HTTP included; 0 for no limit. */
    MAX_CONNECTIONS("maxConnections", 0, 0, Integer.MAX_VALUE, Scope.LISTENER),
    /** How many connections of one address a server has at most; 0 for no limit. */
    MAX_CONNECTIONS_PER_ADDRESS("maxConnectionsPerAddress", 0, 0, Integer.MAX_VALUE, Scope.LISTENER),
    /** How many threads do I/O; 0 for as many as there are processors. */
    IO_THREADS("ioThreads", 0, 0, Short.MAX_VALUE, Scope.CONTAINER),
    /** How many threads may run endpoint code at once; 0 for 256, or twice {@code ioThreads} if more. */
    MAX_THREADS("maxThreads", 0, 0, Short.MAX_VALUE, Scope.CONTAINER);

    /** What the name of every property that sets one begins with. */
    static final String PREFIX = "io.hawser.";

    /** What a setting is about, which says where it can be set. */
    enum Scope {
        /** One session. */
        SESSION,
        /** One session of a server. */
        SERVER,
        /** One connection of a client; of a server, all of them: it is needed before an endpoint is known. */
        CLIENT,
        /** The whole container. */
        CONTAINER,
        /** A server that accepts connections itself, in place of a servlet container. */
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
        this(key, (Object) defaultValue, 0, 1, Scope.SESSION);
    }

    Setting(String key, Duration defaultValue, Duration least) {
        this(key, defaultValue, least, Scope.SESSION);
    }

    /** The nanoseconds of the longest time are a {@code long}. */
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

    /** {@return the property that sets it, in whatever {@link SettingSource}} */
    public String property() {
        return PREFIX + key;
    }

    Scope scope() {
        return scope;
    }

    /** {@return the value where nobody sets another, as the number that properties have} */
    public long defaultValue() {
        if (defaultValue instanceof Duration time) {
            return time.toMillis();
        }
        if (defaultValue instanceof Boolean on) {
            return on ? 1 : 0;
        }
        return defaultValue instanceof CloseWithHttpSession when ? when.ordinal() : (long) defaultValue;
    }

    /** {@return the value where nobody sets another, as code has it} */
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
     * @throws IllegalArgumentException where it is out of bounds
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
     * @param value the value as code has it
     * @return the value
     * @throws IllegalArgumentException where it is out of bounds
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
     * @param value a number or a text
     * @param name what the message calls it
     * @return the value as code has it
     * @throws IllegalArgumentException where it is no value of the setting
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

    /** {@return what the values are, in the order of their numbers; empty where they are no words} */
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
