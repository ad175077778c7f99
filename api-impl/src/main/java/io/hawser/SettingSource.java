package io.hawser;

import io.hawser.Setting.Scope;
import java.util.EnumSet;
import java.util.Set;

/** A kind of properties with which settings can be set, and the settings that have an effect there. */
public enum SettingSource {
    /** A system property. */
    SYSTEM_PROPERTY("system property", Set.of(Scope.values())),
    /** An init parameter of a servlet context. */
    INIT_PARAMETER("context init parameter", EnumSet.complementOf(EnumSet.of(Scope.LISTENER))),
    /** A user property of a {@code ServerEndpointConfig}. */
    SERVER_ENDPOINT("user property", Set.of(Scope.SESSION, Scope.SERVER)),
    /** A user property of a {@code ClientEndpointConfig}. */
    CLIENT_ENDPOINT("user property", Set.of(Scope.SESSION, Scope.CLIENT));

    private final String word;
    private final Set<Scope> scopes;

    SettingSource(String word, Set<Scope> scopes) {
        this.word = word;
        this.scopes = scopes;
    }

    boolean hasAllowedOrigins() {
        return this != CLIENT_ENDPOINT;
    }

    boolean hasAllowedHosts() {
        return this == SYSTEM_PROPERTY || this == INIT_PARAMETER;
    }

    /**
     * Returns whether a setting has an effect in this source.
     *
     * @param setting the setting
     * @return whether it has an effect
     */
    public boolean has(Setting setting) {
        return scopes.contains(setting.scope());
    }

    /** {@return the name of a property in messages} */
    String name(String property) {
        return word + " " + property;
    }
}
