package io.hawser.session;

/**
 * One number that a user may set. The same name counts everywhere: as a builder's argument, as the system property
 * {@code io.hawser.<name>}, and in the message of an error that the setting caused.
 */
public enum Setting {
    /** The largest whole text message that is accepted, in bytes of UTF-8; -1 for no limit. Default 1 MiB. */
    MAX_TEXT_MESSAGE_SIZE("maxTextMessageSize", 1 << 20, -1, Integer.MAX_VALUE),
    /** The largest whole binary message that is accepted, in bytes; -1 for no limit. Default 1 MiB. */
    MAX_BINARY_MESSAGE_SIZE("maxBinaryMessageSize", 1 << 20, -1, Integer.MAX_VALUE),
    /** The largest frame that is accepted, in bytes of payload. Default: none but the limit of the message. */
    MAX_FRAME_SIZE("maxFrameSize", Long.MAX_VALUE, 125, Long.MAX_VALUE),
    /** How many bytes may wait to be sent on one session before an asynchronous send fails. Default 16 MiB. */
    MAX_QUEUED_BYTES("maxQueuedBytes", 16 << 20, 1, Integer.MAX_VALUE),
    /** How long a blocking send waits for earlier output, in milliseconds. Default 20 seconds. */
    BLOCKING_SEND_TIMEOUT("blockingSendTimeout", 20_000, 1, Long.MAX_VALUE / 1_000_000),
    /** How long an asynchronous send may take by default, in milliseconds; 0 for ever. Default 0. */
    ASYNC_SEND_TIMEOUT("asyncSendTimeout", 0, 0, Long.MAX_VALUE / 1_000_000),
    /** How long a session may be silent in both directions, in milliseconds; 0 for ever. Default 0. */
    IDLE_TIMEOUT("idleTimeout", 0, 0, Long.MAX_VALUE / 1_000_000),
    /** How often the peer is pinged, in milliseconds; 0 for never. Default 20 seconds. */
    PING_INTERVAL("pingInterval", 20_000, 0, Long.MAX_VALUE / 1_000_000),
    /**
     * How long a peer may be silent after such a ping before it is given up, in milliseconds; 0 for ever. Default 20
     * seconds.
     */
    PING_TIMEOUT("pingTimeout", 20_000, 0, Long.MAX_VALUE / 1_000_000),
    /** How long the opening handshake may take, TLS included, in milliseconds. Default 10 seconds. */
    OPEN_TIMEOUT("openTimeout", 10_000, 1, Long.MAX_VALUE / 1_000_000),
    /** How long the peer may take to answer a Close frame, in milliseconds. Default 10 seconds. */
    CLOSE_TIMEOUT("closeTimeout", 10_000, 1, Long.MAX_VALUE / 1_000_000),
    /** How long a container that stops waits for its sessions to close, in milliseconds. Default 5 seconds. */
    SHUTDOWN_TIMEOUT("shutdownTimeout", 5_000, 0, Long.MAX_VALUE / 1_000_000);

    private final String key;
    private final long defaultValue;
    private final long least;
    private final long most;

    Setting(String key, long defaultValue, long least, long most) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.least = least;
        this.most = most;
    }

    /** {@return the name by which users know the setting, such as {@code maxTextMessageSize}} */
    public String key() {
        return key;
    }

    /** {@return the system property that sets it} */
    public String property() {
        return "io.hawser." + key;
    }

    /** {@return the value where nobody sets another} */
    public long defaultValue() {
        return defaultValue;
    }

    long checked(long value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "setting " + key + " must be from " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    long parsed(String value) {
        try {
            return checked(Long.parseLong(value.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "system property " + property() + " must be a whole number, not \"" + value + "\"", e);
        }
    }
}
