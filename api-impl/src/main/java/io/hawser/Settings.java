package io.hawser;

import io.hawser.handshake.HostPolicy;
import io.hawser.handshake.OriginPolicy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The settings of a container: an immutable value, with safe defaults for what nobody sets. A method with the name of a
 * setting and no argument returns its value; with an argument, it returns settings that differ in this value. Settings
 * know what was set and what was not, so that one can be laid over another: see {@link #with(Settings)}.
 *
 * <pre>{@code
 * Settings settings = Settings.defaults().idleTimeout(Duration.ofSeconds(30)).maxQueuedBytes(1 << 20);
 * }</pre>
 */
public final class Settings extends ContainerSettings<Settings> {

    /** The name of the setting that is a list of origins: see {@link #allowedOrigins}. */
    public static final String ALLOWED_ORIGINS = SettingReader.ALLOWED_ORIGINS;

    /** The property that sets {@link #ALLOWED_ORIGINS}, in whatever {@link SettingSource}. */
    public static final String ALLOWED_ORIGINS_PROPERTY = Setting.PREFIX + ALLOWED_ORIGINS;

    /** The name of the setting that is a list of hosts: see {@link #allowedHosts}. */
    public static final String ALLOWED_HOSTS = SettingReader.ALLOWED_HOSTS;

    /** The property that sets {@link #ALLOWED_HOSTS}, in whatever {@link SettingSource}. */
    public static final String ALLOWED_HOSTS_PROPERTY = Setting.PREFIX + ALLOWED_HOSTS;

    private static final Settings DEFAULTS = new Settings(new EnumMap<>(Setting.class), null, null);

    private final Map<Setting, Object> values;
    /** {@code null} where nobody has set it. */
    private final OriginPolicy origins;
    /** {@code null} where nobody has set it. */
    private final HostPolicy hosts;

    private Settings(Map<Setting, Object> values, OriginPolicy origins, HostPolicy hosts) {
        this.values = values;
        this.origins = origins;
        this.hosts = hosts;
    }

    /** {@return every setting at its default} */
    public static Settings defaults() {
        return DEFAULTS;
    }

    /**
     * {@return the defaults, changed by the system properties {@code io.hawser.<name>}} One that is unknown is warned
     * about, once.
     *
     * @throws IllegalArgumentException where a property is no number or out of its range
     */
    public static Settings fromSystemProperties() {
        return from(SettingReader.systemProperties(), SettingSource.SYSTEM_PROPERTY);
    }

    /**
     * Reads settings that are written down by name, as {@code io.hawser.<name>}. Other names are left alone; one that
     * begins so and is unknown is warned about, once.
     *
     * @param properties values by name: whole numbers, or texts that are such or words; for
     *     {@link #ALLOWED_ORIGINS_PROPERTY} and {@link #ALLOWED_HOSTS_PROPERTY} a text with commas between the entries
     * @param source what the properties are
     * @return the defaults, changed by the properties
     * @throws IllegalArgumentException where a value is none for its setting, or the setting does not count there; the
     *     message names property and value
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
     * Makes settings with another list of origins, as {@link #allowedOrigins}, that is written down as a text.
     *
     * @param list the origins, a {@code String} with commas between them
     * @param name what messages call the place where it is written
     * @return the new settings
     * @throws IllegalArgumentException where it is no text or a pattern has another form
     */
    public Settings withListedOrigins(Object list, String name) {
        return with(SettingReader.origins(SettingReader.listed(list, name, "origins"), name));
    }

    /**
     * Lays settings over these.
     *
     * @param changes what was set there counts, what was not stays as it is here
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
     * {@return whether somebody has set a value, be it the default}
     *
     * @param setting which one
     */
    public boolean isSet(Setting setting) {
        return values.containsKey(setting);
    }

    /** {@return which origins the default {@code checkOrigin} lets in} */
    public OriginPolicy allowedOrigins() {
        return origins == null ? OriginPolicy.SAME : origins;
    }

    /** {@return by which names a server may be asked} */
    public HostPolicy allowedHosts() {
        return hosts == null ? HostPolicy.ANY : hosts;
    }

    /** {@return the largest whole text message that is accepted, in bytes of UTF-8; -1 for no limit} */
    public long maxTextMessageSize() {
        return number(Setting.MAX_TEXT_MESSAGE_SIZE);
    }

    /** {@return the largest whole binary message that is accepted, in bytes; -1 for no limit} */
    public long maxBinaryMessageSize() {
        return number(Setting.MAX_BINARY_MESSAGE_SIZE);
    }

    /** {@return the largest frame that is accepted, in bytes of payload} */
    public long maxFrameSize() {
        return number(Setting.MAX_FRAME_SIZE);
    }

    /** {@return whether messages are compressed} */
    public boolean compression() {
        return (boolean) value(Setting.COMPRESSION);
    }

    /** {@return how hard messages are compressed, from 1 (fast) to 9 (small)} */
    public int compressionLevel() {
        return (int) number(Setting.COMPRESSION_LEVEL);
    }

    /** {@return from how many bytes on whole messages are compressed} */
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

    /** {@return whether a session is closed where more would wait to be sent} */
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

    /** {@return how long output may wait of which the peer takes nothing; 0 for ever} */
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

    /** {@return when a connection is closed with its HTTP session} */
    public CloseWithHttpSession closeWithHttpSession() {
        return (CloseWithHttpSession) value(Setting.CLOSE_WITH_HTTP_SESSION);
    }

    /** {@return how many bytes all sessions may hold; 0 for the part of the memory that is the default} */
    public long maxBufferedBytes() {
        return number(Setting.MAX_BUFFERED_BYTES);
    }

    /** {@return how long the opening handshake may take} */
    public Duration openTimeout() {
        return (Duration) value(Setting.OPEN_TIMEOUT);
    }

    /** {@return how long a client may take to connect; 0 where only {@link #openTimeout()} bounds it} */
    public Duration connectTimeout() {
        return (Duration) value(Setting.CONNECT_TIMEOUT);
    }

    /** {@return the largest header that is accepted, in bytes} */
    public long maxHeaderSize() {
        return number(Setting.MAX_HEADER_SIZE);
    }

    /** {@return how long a container that stops waits for its sessions to close} */
    public Duration shutdownTimeout() {
        return (Duration) value(Setting.SHUTDOWN_TIMEOUT);
    }

    /** {@return how many connections a server has at most; 0 for no limit} */
    public int maxConnections() {
        return (int) number(Setting.MAX_CONNECTIONS);
    }

    /** {@return how many connections one address has at most; 0 for no limit} */
    public int maxConnectionsPerAddress() {
        return (int) number(Setting.MAX_CONNECTIONS_PER_ADDRESS);
    }

    /** {@return how many threads do I/O; 0 for as many as there are processors} */
    public int ioThreads() {
        return (int) number(Setting.IO_THREADS);
    }

    /** {@return how many threads may run endpoint code at once; 0 for the default} */
    public int maxThreads() {
        return (int) number(Setting.MAX_THREADS);
    }

    private long number(Setting setting) {
        return (long) value(setting);
    }

    /** {@return a setting's value as code has it} */
    Object value(Setting setting) {
        return values.getOrDefault(setting, setting.defaultInCode());
    }

    @Override
    public String toString() {
        return "Settings" + values + (origins == null ? "" : " with " + ALLOWED_ORIGINS)
                + (hosts == null ? "" : " with " + ALLOWED_HOSTS);
    }
}
