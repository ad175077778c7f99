package io.hawser.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The settings of a container: an immutable value, with safe defaults for what nobody sets. */
public final class Settings {

    private static final Settings DEFAULTS = new Settings(new EnumMap<>(Setting.class));

    private final Map<Setting, Long> values;

    private Settings(Map<Setting, Long> values) {
        this.values = values;
    }

    /** {@return every setting at its default} */
    public static Settings defaults() {
        return DEFAULTS;
    }

    /**
     * {@return the defaults, changed by the system properties {@code io.hawser.<name>}}
     *
     * @throws IllegalArgumentException where a property is no number or out of its range
     */
    public static Settings fromSystemProperties() {
        return from(System::getProperty);
    }

    static Settings from(UnaryOperator<String> properties) {
        Settings settings = DEFAULTS;
        for (Setting setting : Setting.values()) {
            String value = properties.apply(setting.property());
            if (value != null) {
                settings = settings.with(setting, setting.parsed(value));
            }
        }
        return settings;
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
        Map<Setting, Long> changed = new EnumMap<>(Setting.class);
        changed.putAll(values);
        changed.put(setting, setting.checked(value));
        return new Settings(changed);
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
        return "Settings" + values;
    }
}
