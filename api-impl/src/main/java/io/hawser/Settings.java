package io.hawser;

import io.hawser.handshake.HostPolicy;
import io.hawser.handshake.OriginPolicy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The settings of a container: an immutable value with safe defaults. A method with the name of a setting and no
 * argument returns the value of the setting. With an argument it returns settings that differ in this value. Settings
 * remember which values were set, so one object can override another: see {@link #with(Settings)}.
 *
 * <pre>{@code
 * Settings settings = Settings.defaults().idleTimeout(Duration.ofSeconds(30)).maxQueuedBytes(1 << 20);
 * }</pre>
 */
public final class Settings extends ContainerSettings<Settings> {

    /** The name of the setting that is a list of origins: see {@link #allowedOrigins}. */
    public static final String ALLOWED_ORIGINS = SettingReader.ALLOWED_ORIGINS;

    /** The property that sets {@link #ALLOWED_ORIGINS}; its name is the same in each {@link SettingSource}. */
    public static final String ALLOWED_ORIGINS_PROPERTY = Setting.PREFIX + ALLOWED_ORIGINS;

    /** The name of the setting that is a list of hosts: see {@link #allowedHosts}. */
    public static final String ALLOWED_HOSTS = SettingReader.ALLOWED_HOSTS;

    /** The property that sets {@link #ALLOWED_HOSTS}; its name is the same in each {@link SettingSource}. */
    public static final String ALLOWED_HOSTS_PROPERTY = Setting.PREFIX + ALLOWED_HOSTS;

    private static final Settings DEFAULTS = new Settings(new EnumMap<>(Setting.class), null, null);

    private final Map<Setting, Object> values;
    /** {@code null} if it was not set. */
    private final OriginPolicy origins;
    /** {@code null} if it was not set. */
    private final HostPolicy hosts;

    private Settings(Map<Setting, Object> values, OriginPolicy origins, HostPolicy hosts) {
        this.values = values;
        this.origins = origins;
        this.hosts = hosts;
    }

    /** {@return settings of which none was set} */
    public static Settings defaults() {
        return DEFAULTS;
    }

    /**
     * {@return the defaults, changed by the system properties {@code io.hawser.<name>}} Logs a warning for each unknown
     * one, once.
     *
     * @throws IllegalArgumentException if the value of a property is malformed or out of range
     */
    public static Settings fromSystemProperties() {
        return from(SettingReader.systemProperties(), SettingSource.SYSTEM_PROPERTY);
    }

    /**
     * Reads settings from properties with the names {@code io.hawser.<name>}. Ignores other names. Logs a warning for
     * each name that begins with {@code io.hawser.} and is unknown, once.
     *
     * @param properties values by name: whole numbers, strings with whole numbers, or the words of {@link Setting}; for
     *     {@link #ALLOWED_ORIGINS_PROPERTY} and {@link #ALLOWED_HOSTS_PROPERTY} a string with commas between the
     *     entries
     * @param source the kind of the properties
     * @return the defaults, changed by the properties
     * @throws IllegalArgumentException if a value does not fit its setting, or the setting cannot be set in that
     *     source; the message names property and value
     */
    public static Settings from(Map<String, ?> properties, SettingSource source) {
        UnknownSettings.warn(properties.keySet(), source);
        SettingReader reader = new SettingReader(properties, source);
        return new Settings(reader.values(), reader.origins(), reader.hosts());
    }

    @Override
    Settings with(Setting setting, Object value) {
        Map<Setting, Object> changed = new EnumMap<>(values);
        changed.put(setting, setting.checkedInCode(Objects.requireNonNull(value, setting.key())));
        return new Settings(changed, origins, hosts);
    }

    @Override
    Settings with(OriginPolicy allowed) {
        return new Settings(values, allowed, hosts);
    }

    @Override
    Settings with(HostPolicy allowed) {
        return new Settings(values, origins, allowed);
    }

    /**
     * Returns settings with another list of origins, given as a string. See {@link #allowedOrigins}.
     *
     * @param list the origins, a {@code String} with commas between the entries
     * @param name the name of the list in messages
     * @return the new settings
     * @throws IllegalArgumentException if the list is not a {@code String}, or an entry has another form
     */
    public Settings withListedOrigins(Object list, String name) {
        return with(SettingReader.origins(SettingReader.listed(list, name, "origins"), name));
    }

    /**
     * Returns these settings, overridden by other ones.
     *
     * @param changes the other settings; a value that was set there applies, and the others stay as they are here
     * @return the new settings
     */
    public Settings with(Settings changes) {
        if (changes.values.isEmpty() && changes.origins == null && changes.hosts == null) {
            return this;
        }
        Map<Setting, Object> changed = new EnumMap<>(values);
        changed.putAll(changes.values);
        return new Settings(
                changed,
                changes.origins == null ? origins : changes.origins,
                changes.hosts == null ? hosts : changes.hosts);
    }

    /**
     * {@return whether a setting was set, even if to its default}
     *
     * @param setting the setting
     */
    public boolean isSet(Setting setting) {
        return values.containsKey(setting);
    }

    /** {@return the origins that the default {@code checkOrigin} allows} */
    public OriginPolicy allowedOrigins() {
        return origins == null ? OriginPolicy.SAME : origins;
    }

    /** {@return the host names that requests to a server may use} */
    public HostPolicy allowedHosts() {
        return hosts == null ? HostPolicy.ANY : hosts;
    }

    /** {@return the largest accepted whole text message, in bytes of UTF-8; -1 for no limit} */
    public long maxTextMessageSize() {
        return number(Setting.MAX_TEXT_MESSAGE_SIZE);
    }

    /** {@return the largest accepted whole binary message, in bytes; -1 for no limit} */
    public long maxBinaryMessageSize() {
        return number(Setting.MAX_BINARY_MESSAGE_SIZE);
    }

    /** {@return the largest accepted frame, in bytes of payload} */
    public long maxFrameSize() {
        return number(Setting.MAX_FRAME_SIZE);
    }

    /** {@return whether messages are compressed} */
    public boolean compression() {
        return (boolean) value(Setting.COMPRESSION);
    }

    /** {@return the compression level, from 1 (fast) to 9 (small)} */
    public int compressionLevel() {
        return (int) number(Setting.COMPRESSION_LEVEL);
    }

    /** {@return the size in bytes below which whole messages are not compressed} */
    public long compressionThreshold() {
        return number(Setting.COMPRESSION_THRESHOLD);
    }

    /** {@return whether compressed messages may refer to earlier ones} */
    public boolean compressionContextTakeover() {
        return (boolean) value(Setting.COMPRESSION_CONTEXT_TAKEOVER);
    }

    /** {@return how far compressed messages may refer back, as a power of two} */
    public int compressionWindowBits() {
        return (int) number(Setting.COMPRESSION_WINDOW_BITS);
    }

    /** {@return how many bytes may wait to be sent on a session} */
    public long maxQueuedBytes() {
        return number(Setting.MAX_QUEUED_BYTES);
    }

    /** {@return whether a session is closed if a message would exceed {@link #maxQueuedBytes()}} */
    public boolean closeOnFullQueue() {
        return (boolean) value(Setting.CLOSE_ON_FULL_QUEUE);
    }

    /** {@return how long a blocking send waits for earlier output} */
    public Duration blockingSendTimeout() {
        return (Duration) value(Setting.BLOCKING_SEND_TIMEOUT);
    }

    /** {@return how long an asynchronous send may take; 0 for ever} */
    public Duration asyncSendTimeout() {
        return (Duration) value(Setting.ASYNC_SEND_TIMEOUT);
    }

    /** {@return how long the peer may take for a message; 0 for ever} */
    public Duration messageTimeout() {
        return (Duration) value(Setting.MESSAGE_TIMEOUT);
    }

    /** {@return how long output may wait while the peer takes none of it; 0 for ever} */
    public Duration writeTimeout() {
        return (Duration) value(Setting.WRITE_TIMEOUT);
    }

    /** {@return how long a session may be silent; 0 for ever} */
    public Duration idleTimeout() {
        return (Duration) value(Setting.IDLE_TIMEOUT);
    }

    /** {@return how often the peer is pinged; 0 for never} */
    public Duration pingInterval() {
        return (Duration) value(Setting.PING_INTERVAL);
    }

    /** {@return how long a peer may be silent after a ping; 0 for ever} */
    public Duration pingTimeout() {
        return (Duration) value(Setting.PING_TIMEOUT);
    }

    /** {@return how long the peer may take to answer a Close frame} */
    public Duration closeTimeout() {
        return (Duration) value(Setting.CLOSE_TIMEOUT);
    }

    /** {@return when the end of an HTTP session closes its connections} */
    public CloseWithHttpSession closeWithHttpSession() {
        return (CloseWithHttpSession) value(Setting.CLOSE_WITH_HTTP_SESSION);
    }

    /** {@return whether calls of user code have the session context of CDI of the HTTP session of their handshake} */
    public boolean cdiSessionContext() {
        return (boolean) value(Setting.CDI_SESSION_CONTEXT);
    }

    /** {@return how many waiting bytes all sessions may hold together; 0 for the default part of the memory} */
    public long maxBufferedBytes() {
        return number(Setting.MAX_BUFFERED_BYTES);
    }

    /** {@return how long the opening handshake may take} */
    public Duration openTimeout() {
        return (Duration) value(Setting.OPEN_TIMEOUT);
    }

    /** {@return how long a client may take to connect; 0 if only {@link #openTimeout()} limits it} */
    public Duration connectTimeout() {
        return (Duration) value(Setting.CONNECT_TIMEOUT);
    }

    /** {@return the largest accepted header, in bytes} */
    public long maxHeaderSize() {
        return number(Setting.MAX_HEADER_SIZE);
    }

    /** {@return how long a stopping container waits for its sessions to close} */
    public Duration shutdownTimeout() {
        return (Duration) value(Setting.SHUTDOWN_TIMEOUT);
    }

    /** {@return how many connections a server may have; 0 for no limit} */
    public int maxConnections() {
        return (int) number(Setting.MAX_CONNECTIONS);
    }

    /** {@return how many connections a server may have from one address; 0 for no limit} */
    public int maxConnectionsPerAddress() {
        return (int) number(Setting.MAX_CONNECTIONS_PER_ADDRESS);
    }

    /** {@return the number of I/O threads; 0 for the number of processors} */
    public int ioThreads() {
        return (int) number(Setting.IO_THREADS);
    }

    /** {@return how many threads may run endpoint code at once; 0 for the default} */
    public int maxThreads() {
        return (int) number(Setting.MAX_THREADS);
    }

    /** {@return whether methods that block run on virtual threads} */
    public boolean virtualThreads() {
        return (boolean) value(Setting.VIRTUAL_THREADS);
    }

    /** {@return how many virtual threads may run endpoint code at once} */
    public int maxVirtualThreads() {
        return (int) number(Setting.MAX_VIRTUAL_THREADS);
    }

    private long number(Setting setting) {
        return (long) value(setting);
    }

    /** {@return the value of a setting, of the type that it has in code} */
    Object value(Setting setting) {
        return values.getOrDefault(setting, setting.defaultInCode());
    }

    @Override
    public String toString() {
        return "Settings" + values + (origins == null ? "" : " with " + ALLOWED_ORIGINS)
                + (hosts == null ? "" : " with " + ALLOWED_HOSTS);
    }
}
