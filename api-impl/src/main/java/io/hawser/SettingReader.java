package io.hawser;

import io.hawser.handshake.HostPolicy;
import io.hawser.handshake.OriginPolicy;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads settings from properties.
 *
 * @param properties values by name
 * @param source the kind of the properties
 */
record SettingReader(Map<String, ?> properties, SettingSource source) {

    static final String ALLOWED_ORIGINS = "allowedOrigins";
    static final String ALLOWED_HOSTS = "allowedHosts";

    static Map<String, String> systemProperties() {
        Map<String, String> properties = new HashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name));
        }
        return properties;
    }

    /** {@return the values that are set, of the types that the settings have in code} */
    Map<Setting, Object> values() {
        Map<Setting, Object> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            Object value = properties.get(setting.property());
            if (value != null) {
                String name = checked(source.has(setting), setting.key());
                values.put(setting, setting.parsed(value, name));
            }
        }
        return values;
    }

    /** {@return the allowed origins, or {@code null} if they are not set} */
    OriginPolicy origins() {
        Object list = properties.get(Setting.PREFIX + ALLOWED_ORIGINS);
        if (list == null) {
            return null;
        }
        String name = checked(source.hasAllowedOrigins(), ALLOWED_ORIGINS);
        return origins(listed(list, name, "origins"), name);
    }

    /** {@return the allowed hosts, or {@code null} if they are not set} */
    HostPolicy hosts() {
        Object list = properties.get(Setting.PREFIX + ALLOWED_HOSTS);
        if (list == null) {
            return null;
        }
        String name = checked(source.hasAllowedHosts(), ALLOWED_HOSTS);
        return hosts(listed(list, name, "hosts"), name);
    }

    /** {@return the name of a setting's property in messages} */
    private String checked(boolean counts, String key) {
        String name = source.name(Setting.PREFIX + key);
        if (!counts) {
            throw new IllegalArgumentException(
                    name + " has no effect there: it is a setting of the whole container, of the other end, or of"
                            + " a standalone server");
        }
        return name;
    }

    static String[] listed(Object list, String name, String entries) {
        if (!(list instanceof String text)) {
            throw new IllegalArgumentException(name + " must be a String with commas between the " + entries
                    + ", not a " + list.getClass().getName());
        }
        return text.split(",");
    }

    static OriginPolicy origins(String[] patterns, String name) {
        return policy(OriginPolicy::of, patterns, name);
    }

    static HostPolicy hosts(String[] patterns, String name) {
        return policy(HostPolicy::of, patterns, name);
    }

    private static <T> T policy(Function<List<String>, T> policies, String[] patterns, String name) {
        List<String> given = Arrays.stream(patterns)
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .toList();
        try {
            return policies.apply(given);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage());
        }
    }
}
