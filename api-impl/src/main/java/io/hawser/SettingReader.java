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
 * Reads settings that are written down by name.
 *
 * @param properties values by name
 * @param source what the properties are
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

    /** {@return what is set, as code has it} */
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

    /** {@return which origins are let in, {@code null} where nothing says it} */
    OriginPolicy origins() {
        Object list = properties.get(Setting.PREFIX + ALLOWED_ORIGINS);
        if (list == null) {
            return null;
        }
        String name = checked(source.hasAllowedOrigins(), ALLOWED_ORIGINS);
        return origins(listed(list, name, "origins"), name);
    }

    /** {@return by which hosts a server may be asked, {@code null} where nothing says it} */
    HostPolicy hosts() {
        Object list = properties.get(Setting.PREFIX + ALLOWED_HOSTS);
        if (list == null) {
            return null;
        }
        String name = checked(source.hasAllowedHosts(), ALLOWED_HOSTS);
        return hosts(listed(list, name, "hosts"), name);
    }

    /** {@return what messages call the property of a setting} */
    private String checked(boolean counts, String key) {
        String name = source.name(Setting.PREFIX + key);
        if (!counts) {
            throw new IllegalArgumentException(
                    name + " has no effect there: it is a setting of the whole container, of the other side, or of"
                            + " a server that accepts connections itself");
        }
        return name;
    }

    static String[] listed(Object list, String name, String entries) {
        if (!(list instanceof String text)) {
            throw new IllegalArgumentException(
                    name + " has to be a String with commas between the " + entries + ", not of " + list.getClass());
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
