package io.hawser.session;

import io.hawser.handshake.OriginPolicy;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The settings of a container: an immutable value, with safe defaults for what nobody sets. It knows what was set and
 * what was not, so that one can be laid over another: see {@link #with(Settings)}.
 */
public final class Settings {

    /** The name of the setting that is a list of origins: see {@link #withAllowedOrigins(String...)}. */
    public static final String ALLOWED_ORIGINS = "allowedOrigins";

    /** The property that sets {@link #ALLOWED_ORIGINS}, in whatever {@link SettingSource}. */
    public static final String ALLOWED_ORIGINS_PROPERTY = Setting.PREFIX + ALLOWED_ORIGINS;

    private static final Settings DEFAULTS = new Settings(new EnumMap<>(Setting.class), null);

    private final Map<Setting, Long> values;
    /** {@code null} where nobody has set it. */
    private final OriginPolicy origins;

    private Settings(Map<Setting, Long> values, OriginPolicy origins) {
        this.values = values;
        this.origins = origins;
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
        Map<String, Object> properties = new HashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name));
        }
        return from(properties, SettingSource.SYSTEM_PROPERTY);
    }

    /**
     * Reads settings that are written down by name, as {@code io.hawser.<name>}. Other names are left alone; one that
     * begins so and is unknown is warned about, once.
     *
     * @param properties values by name: whole numbers, or texts that are such; for {@link #ALLOWED_ORIGINS} a text with
     *     commas between the origins
     * @param source what the properties are
     * @return the defaults, changed by the properties
     * @throws IllegalArgumentException where a value is none for its setting, or the setting does not count there; the
     *     message names property and value
     */
    public static Settings from(Map<String, ?> properties, SettingSource source) {
        UnknownSettings.warn(properties.keySet(), source);
        Settings settings = DEFAULTS;
        for (Setting setting : Setting.values()) {
            Object value = properties.get(setting.property());
            if (value != null) {
                check(source.has(setting), source.name(setting.property()));
                settings = settings.with(setting, setting.parsed(value, source.name(setting.property())));
            }
        }
        Object origins = properties.get(ALLOWED_ORIGINS_PROPERTY);
        if (origins == null) {
            return settings;
        }
        String name = source.name(ALLOWED_ORIGINS_PROPERTY);
        check(source.hasAllowedOrigins(), name);
        return settings.withListedOrigins(origins, name);
    }

    private static void check(boolean counts, String name) {
        if (!counts) {
            throw new IllegalArgumentException(
                    name + " has no effect there: it is a setting of the whole container or of the other side");
        }
    }

    /**
     * Makes settings that differ in one value.
     *
     * @param setting which one
     * @param value its new value, in the unit that the setting names
     * @return the new settings
     * @throws IllegalArgumentException where the value is out of the setting's range
     */
    public Settings with(Setting setting, long value) {
        Objects.requireNonNull(setting, "setting");
        Map<Setting, Long> changed = new EnumMap<>(values);
        changed.put(setting, setting.checked(value));
        return new Settings(changed, origins);
    }

    /**
     * Makes settings that differ in one value.
     *
     * @param setting which one
     * @param value its new value as properties have it: one of the setting's words, or a number
     * @return the new settings
     * @throws IllegalArgumentException where the value is none of the setting's
     */
    public Settings with(Setting setting, String value) {
        Objects.requireNonNull(value, "value");
        return with(setting, setting.parsed(value, "setting " + setting.key()));
    }

    /**
     * Makes settings with another list of origins whose pages may open connections (RFC 6455, section 10.2), which is
     * what the default {@code checkOrigin} goes by. Pages of the host that is asked, and clients that send no origin,
     * are always let in.
     *
     * @param patterns origins such as {@code https://example.com} or {@code http://localhost:8080}; all subdomains of a
     *     domain such as {@code https://*.example.com}; a scheme alone such as {@code file://}, for pages that come
     *     from no host; {@code null} for pages without an origin of their own; {@code *} for everyone. Blank ones are
     *     skipped
     * @return the new settings
     * @throws IllegalArgumentException where a pattern has another form; the message says what to write
     */
    public Settings withAllowedOrigins(String... patterns) {
        return withOrigins(patterns, "setting " + ALLOWED_ORIGINS);
    }

    /**
     * Makes settings with another list of origins, as {@link #withAllowedOrigins}, that is written down as a text.
     *
     * @param list the origins, a {@code String} with commas between them
     * @param name what messages call the place where it is written
     * @return the new settings
     * @throws IllegalArgumentException where it is no text or a pattern has another form
     */
    public Settings withListedOrigins(Object list, String name) {
        if (!(list instanceof String text)) {
            throw new IllegalArgumentException(
                    name + " has to be a String with commas between the origins, not of " + list.getClass());
        }
        return withOrigins(text.split(","), name);
    }

    private Settings withOrigins(String[] patterns, String name) {
        List<String> given = Arrays.stream(patterns)
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .toList();
        try {
            return new Settings(values, OriginPolicy.of(given));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage());
        }
    }

    /**
     * Lays settings over these.
     *
     * @param changes what was set there counts, what was not stays as it is here
     * @return the new settings
     */
    public Settings with(Settings changes) {
        if (changes.values.isEmpty() && changes.origins == null) {
            return this;
        }
        Map<Setting, Long> changed = new EnumMap<>(values);
        changed.putAll(changes.values);
        return new Settings(changed, changes.origins == null ? origins : changes.origins);
    }

    /**
     * {@return a setting's value, in its unit}
     *
     * @param setting which one
     */
    public long get(Setting setting) {
        return values.getOrDefault(setting, setting.defaultValue());
    }

    /**
     * {@return a setting's value in words}
     *
     * @param setting one whose values are words
     * @throws IllegalArgumentException where they are numbers
     */
    public String word(Setting setting) {
        return setting.word(get(setting));
    }

    /**
     * {@return whether a setting is on}
     *
     * @param setting one that is on or off
     */
    public boolean isOn(Setting setting) {
        return get(setting) == 1;
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
    public OriginPolicy origins() {
        return origins == null ? OriginPolicy.SAME : origins;
    }

    /**
     * {@return a duration's value in nanoseconds}
     *
     * @param setting one whose unit is milliseconds
     */
    public long nanos(Setting setting) {
        return get(setting) * 1_000_000;
    }

    int size(Setting setting) {
        return (int) get(setting);
    }

    @Override
    public String toString() {
        return "Settings" + values + (origins == null ? "" : " with " + ALLOWED_ORIGINS);
    }
}
