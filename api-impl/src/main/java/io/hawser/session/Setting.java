package io.hawser.session;

import java.util.List;

/**
 * One number that a user may set, or one of a few words. The same name counts everywhere: as a builder's argument, as
 * the property {@code io.hawser.<name>} in each {@link SettingSource}, and in the message of an error that the setting
 * caused.
 */
public enum Setting {
    /** The largest whole text message that is accepted, in bytes of UTF-8; -1 for no limit. Default 1 MiB. */
    MAX_TEXT_MESSAGE_SIZE("maxTextMessageSize", 1 << 20, -1, Integer.MAX_VALUE),
    /** The largest whole binary message that is accepted, in bytes; -1 for no limit. Default 1 MiB. */
    MAX_BINARY_MESSAGE_SIZE("maxBinaryMessageSize", 1 << 20, -1, Integer.MAX_VALUE),
    /** The largest frame that is accepted, in bytes of payload. Default: none but the limit of the message. */
    MAX_FRAME_SIZE("maxFrameSize", Long.MAX_VALUE, 125, Long.MAX_VALUE),
    /**
     * Whether messages are compressed with permessage-deflate (RFC 7692): 1 or {@code true}, 0 or {@code false}. A
     * server then accepts it from clients that offer it; a client offers it where this is set, not by default. Default
     * 1.
     */
    COMPRESSION("compression", 1, 0, 1),
    /** How hard messages are compressed, from 1 (fast) to 9 (small). Default 6. */
    COMPRESSION_LEVEL("compressionLevel", 6, 1, 9),
    /** Whole messages of fewer bytes are not compressed. Default 1,024. */
    COMPRESSION_THRESHOLD("compressionThreshold", 1024, 0, Integer.MAX_VALUE),
    /**
     * Whether compressed messages may refer to earlier ones: 1 or {@code true}, 0 or {@code false}. Small messages that
     * are alike get much smaller, and each session that has sent one keeps about 270 kB outside of the heap. Default 0.
     */
    COMPRESSION_CONTEXT_TAKEOVER("compressionContextTakeover", 0, 0, 1),
    /** How far compressed messages may refer back, as a power of two, in both directions. Default 15. */
    COMPRESSION_WINDOW_BITS("compressionWindowBits", 15, 8, 15),
    /** How many bytes may wait to be sent on one session before an asynchronous send fails. Default 16 MiB. */
    MAX_QUEUED_BYTES("maxQueuedBytes", 16 << 20, 1, Integer.MAX_VALUE),
    /**
     * Whether a session is closed with 1013 where a message would exceed {@link #MAX_QUEUED_BYTES}, in place of losing
     * that message with a warning: 1 or {@code true}, 0 or {@code false}. Default 0.
     */
    CLOSE_ON_FULL_QUEUE("closeOnFullQueue", 0, 0, 1),
    /** How long a blocking send waits for earlier output, in milliseconds. Default 20 seconds. */
    BLOCKING_SEND_TIMEOUT("blockingSendTimeout", 20_000, 1, Long.MAX_VALUE / 1_000_000),
    /** How long an asynchronous send may take by default, in milliseconds; 0 for ever. Default 0. */
    ASYNC_SEND_TIMEOUT("asyncSendTimeout", 0, 0, Long.MAX_VALUE / 1_000_000),
    /** How long a session may be silent in both directions, in milliseconds; 0 for ever. Default 0. */
    IDLE_TIMEOUT("idleTimeout", 0, 0, Long.MAX_VALUE / 1_000_000),
    /** How often the peer is pinged, in milliseconds; 0 for never. Default 25 seconds. */
    PING_INTERVAL("pingInterval", 25_000, 0, Long.MAX_VALUE / 1_000_000),
    /**
     * How long a peer may be silent after such a ping before it is given up, in milliseconds; 0 for ever. Default 20
     * seconds.
     */
    PING_TIMEOUT("pingTimeout", 20_000, 0, Long.MAX_VALUE / 1_000_000),
    /** How long the opening handshake may take, TLS included, in milliseconds. Default 10 seconds. */
    OPEN_TIMEOUT("openTimeout", 10_000, 1, Long.MAX_VALUE / 1_000_000, Scope.CLIENT),
    /**
     * How long a client may take to look a name up and to open a TCP connection, in milliseconds; 0 where only the time
     * of the whole handshake is bounded. Default 0.
     */
    CONNECT_TIMEOUT("connectTimeout", 0, 0, Long.MAX_VALUE / 1_000_000, Scope.CLIENT),
    /**
     * The largest header of a request or a response that is accepted, its first line aside, which may be half as long,
     * in bytes. Default 16 KiB.
     */
    MAX_HEADER_SIZE("maxHeaderSize", 16 * 1024, 1000, 1 << 24, Scope.CONTAINER),
    /**
     * How long the peer may take to answer a Close frame, and how long a method of the endpoint may wait for its sends
     * to a peer that has ended its output, in milliseconds. Default 10 seconds.
     */
    CLOSE_TIMEOUT("closeTimeout", 10_000, 1, Long.MAX_VALUE / 1_000_000),
    /**
     * When a connection is closed, with 1008, that was opened within an HTTP session by a user who had not logged in: 0
     * or {@code never}, 1 or {@code invalidated} where the session is invalidated and does not merely time out, 2 or
     * {@code always} where it ends. Connections of users who had logged in are always closed with their session
     * (Jakarta WebSocket 2.2, section 7.2). For servlet containers. Default {@code invalidated}.
     */
    CLOSE_WITH_HTTP_SESSION("closeWithHttpSession", 1, Scope.SERVER, "never", "invalidated", "always"),
    /** How long a container that stops waits for its sessions to close, in milliseconds. Default 5 seconds. */
    SHUTDOWN_TIMEOUT("shutdownTimeout", 5_000, 0, Long.MAX_VALUE / 1_000_000, Scope.CONTAINER),
    /** How many threads do I/O; 0 for as many as there are processors. Default 0. */
    IO_THREADS("ioThreads", 0, 0, Short.MAX_VALUE, Scope.CONTAINER),
    /** How many threads may run endpoint code at once; 0 for 256, or twice {@code ioThreads} if more. Default 0. */
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
        CONTAINER
    }

    private final String key;
    private final long defaultValue;
    private final long least;
    private final long most;
    private final Scope scope;
    /** What the values are called, from the least on; empty where they are numbers. */
    private final List<String> words;

    Setting(String key, long defaultValue, long least, long most) {
        this(key, defaultValue, least, most, Scope.SESSION);
    }

    Setting(String key, long defaultValue, long least, long most, Scope scope) {
        this(key, defaultValue, least, most, scope, List.of());
    }

    Setting(String key, long defaultValue, Scope scope, String... words) {
        this(key, defaultValue, 0, words.length - 1, scope, List.of(words));
    }

    Setting(String key, long defaultValue, long least, long most, Scope scope, List<String> words) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.least = least;
        this.most = most;
        this.scope = scope;
        this.words = words;
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

    /** {@return the value where nobody sets another} */
    public long defaultValue() {
        return defaultValue;
    }

    long most() {
        return most;
    }

    /** {@return whether it is on or off, and nothing else} */
    private boolean isSwitch() {
        return least == 0 && most == 1;
    }

    /**
     * {@return what a value is called}
     *
     * @throws IllegalArgumentException where the values are numbers
     */
    String word(long value) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("the setting " + key + " is a number");
        }
        return words.get((int) value);
    }

    long checked(long value) {
        return checked(value, "setting " + key);
    }

    private long checked(long value, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    /**
     * Reads a value.
     *
     * @param value a number or a text
     * @param name what the message calls it
     */
    long parsed(Object value, String name) {
        String text = value.toString().strip();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equalsIgnoreCase(text)) {
                return i;
            }
        }
        if (isSwitch() && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            return Boolean.parseBoolean(text) ? 1 : 0;
        }
        try {
            return checked(Long.parseLong(text), name);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be " + form() + ", not \"" + value + "\"", e);
        }
    }

    private String form() {
        if (!words.isEmpty()) {
            return "one of " + String.join(", ", words);
        }
        return isSwitch() ? "true or false" : "a whole number";
    }
}
