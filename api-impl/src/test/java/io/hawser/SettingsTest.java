package io.hawser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.handshake.HostPort;
import io.hawser.handshake.OriginPolicy;
import io.hawser.session.Log;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @ParameterizedTest
    @EnumSource
    void everySettingHasADefaultWithinItsRangeAndAPropertyOfItsName(Setting setting) {
        assertThat(Settings.defaults().value(setting)).isEqualTo(setting.defaultInCode());
        assertThat(setting.checked(setting.defaultValue())).isEqualTo(setting.defaultValue());
        assertThat(setting.property()).isEqualTo("io.hawser." + setting.key());
        assertThat(setting.key().replaceAll("[A-Z]", "_$0")).isEqualToIgnoringCase(setting.name());
    }

    @ParameterizedTest
    @EnumSource
    void aValueOutOfRangeIsRefusedWithTheNameOfTheSettingAndItsRange(Setting setting) {
        assertThatThrownBy(() -> setting.checked(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting.key())
                .hasMessageContaining("-2")
                .hasMessageContaining("from");
    }

    @ParameterizedTest
    @EnumSource
    void everySettingCanBeSetByItsSystemProperty(Setting setting) {
        long value = IntStream.of(1000, 9, 1)
                .filter(candidate -> candidate <= setting.most())
                .findFirst()
                .orElseThrow();
        Settings settings = Settings.from(Map.of(setting.property(), " " + value + " "), SettingSource.SYSTEM_PROPERTY);
        assertThat(settings.value(setting)).isEqualTo(setting.parsed(value, "value"));
        assertThat(settings.isSet(setting)).isTrue();
        for (Setting other : Setting.values()) {
            if (other != setting) {
                assertThat(settings.value(other)).isEqualTo(other.defaultInCode());
                assertThat(settings.isSet(other)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "1, true", "false, false", "0, false"})
    void aSwitchMayBeTrueOrFalse(String value, boolean on) {
        Settings settings = Settings.from(Map.of("io.hawser.compression", value), SettingSource.SYSTEM_PROPERTY);
        assertThat(settings.compression()).isEqualTo(on);
    }

    @ParameterizedTest
    @CsvSource({"never, NEVER", "0, NEVER", "Invalidated, INVALIDATED", "1, INVALIDATED", "ALWAYS, ALWAYS", "2, ALWAYS"
    })
    void anEnumIsSetByItsWordOrItsNumber(String value, CloseWithHttpSession when) {
        Settings settings = Settings.from(
                Map.of("io.hawser.closeWithHttpSession", " " + value + " "), SettingSource.SYSTEM_PROPERTY);
        assertThat(settings.closeWithHttpSession()).isEqualTo(when);
        assertThat(Settings.defaults().closeWithHttpSession()).isEqualTo(CloseWithHttpSession.INVALIDATED);
    }

    @Test
    void anUnknownWordIsRefusedWithTheListOfWords() {
        assertThatThrownBy(() ->
                        Settings.from(Map.of("io.hawser.closeWithHttpSession", "ever"), SettingSource.SYSTEM_PROPERTY))
                .hasMessage("system property io.hawser.closeWithHttpSession must be one of never, invalidated, always,"
                        + " not \"ever\"");
        assertThatThrownBy(() ->
                        Settings.from(Map.of("io.hawser.closeWithHttpSession", "3"), SettingSource.SYSTEM_PROPERTY))
                .hasMessage("system property io.hawser.closeWithHttpSession must be from 0 to 2, not 3");
    }

    @Test
    void aServerSettingIsRefusedForAClientEndpoint() {
        Map<String, String> never = Map.of("io.hawser.closeWithHttpSession", "never");
        assertThat(Settings.from(never, SettingSource.SERVER_ENDPOINT).closeWithHttpSession())
                .isEqualTo(CloseWithHttpSession.NEVER);
        assertThatThrownBy(() -> Settings.from(never, SettingSource.CLIENT_ENDPOINT))
                .hasMessageContaining("has no effect there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "", "on"})
    void otherWordsAreRefused(String value) {
        assertThatThrownBy(() -> Settings.from(Map.of("io.hawser.compression", value), SettingSource.SYSTEM_PROPERTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("io.hawser.compression must be true or false");
        assertThatThrownBy(() -> Settings.from(Map.of("io.hawser.pingInterval", "true"), SettingSource.SYSTEM_PROPERTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ten", "1.5", "1k", "99999999999999999999"})
    void aPropertyThatIsNoWholeNumberIsRefusedWithItsName(String value) {
        assertThatThrownBy(() -> Settings.from(Map.of("io.hawser.idleTimeout", value), SettingSource.SYSTEM_PROPERTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("idleTimeout")
                .hasMessageContaining(value);
    }

    @Test
    void aPropertyOutOfRangeIsRefusedWithItsName() {
        assertThatThrownBy(() -> Settings.from(Map.of("io.hawser.maxFrameSize", "124"), SettingSource.SYSTEM_PROPERTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxFrameSize");
    }

    @Test
    void systemPropertiesAreRead() {
        System.setProperty("io.hawser.shutdownTimeout", "7");
        try {
            assertThat(Settings.fromSystemProperties().shutdownTimeout()).isEqualTo(Duration.ofMillis(7));
        } finally {
            System.clearProperty("io.hawser.shutdownTimeout");
        }
        assertThat(Settings.fromSystemProperties().shutdownTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void settingsNeverChange() {
        Settings defaults = Settings.defaults();
        Settings changed = defaults.closeTimeout(Duration.ofMillis(1));
        assertThat(defaults.closeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(changed.closeTimeout()).isEqualTo(Duration.ofMillis(1));
        assertThat(changed.openTimeout(Duration.ofMillis(2)).closeTimeout()).isEqualTo(Duration.ofMillis(1));
        assertThat(changed.toString()).contains("CLOSE_TIMEOUT=PT0.001S");
    }

    @ParameterizedTest
    @EnumSource
    void everySourceTakesNumbersAndTexts(SettingSource source) {
        Map<String, Object> properties = Map.of(
                "io.hawser.maxTextMessageSize",
                7L,
                "io.hawser.idleTimeout",
                " 8 ",
                "io.hawser.closeTimeout",
                9,
                "other.name",
                new Object());
        Settings settings = Settings.from(properties, source);
        assertThat(settings.maxTextMessageSize()).isEqualTo(7);
        assertThat(settings.idleTimeout()).isEqualTo(Duration.ofMillis(8));
        assertThat(settings.closeTimeout()).isEqualTo(Duration.ofMillis(9));
    }

    @Test
    void aWrongValueIsReportedWithItsSourceItsPropertyAndItself() {
        for (Object value : List.of("x", 1.5, true, List.of(1))) {
            assertThatThrownBy(
                            () -> Settings.from(Map.of("io.hawser.idleTimeout", value), SettingSource.SERVER_ENDPOINT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("user property io.hawser.idleTimeout must be a whole number, not \"" + value + "\"");
        }
        assertThatThrownBy(() -> Settings.from(Map.of("io.hawser.openTimeout", 0), SettingSource.INIT_PARAMETER))
                .hasMessageStartingWith("context init parameter io.hawser.openTimeout must be from 1 to ")
                .hasMessageEndingWith(", not 0");
    }

    @Test
    void aContainerSettingIsRefusedForAnEndpoint() {
        for (String name : List.of("ioThreads", "maxThreads", "shutdownTimeout")) {
            for (SettingSource source : List.of(SettingSource.SERVER_ENDPOINT, SettingSource.CLIENT_ENDPOINT)) {
                assertThatThrownBy(() -> Settings.from(Map.of("io.hawser." + name, 1), source))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("user property io.hawser." + name + " has no effect there");
            }
        }
        for (String name : List.of("openTimeout", "connectTimeout")) {
            assertThatThrownBy(() -> Settings.from(Map.of("io.hawser." + name, 1), SettingSource.SERVER_ENDPOINT))
                    .hasMessageContaining("has no effect there");
            Settings.from(Map.of("io.hawser." + name, 1), SettingSource.CLIENT_ENDPOINT);
        }
        assertThatThrownBy(() -> Settings.from(Map.of("io.hawser.allowedOrigins", "*"), SettingSource.CLIENT_ENDPOINT))
                .hasMessageContaining("io.hawser.allowedOrigins has no effect there");
    }

    @Test
    void settingsOverrideOtherSettingsAndUnsetValuesStay() {
        Settings below = Settings.defaults().idleTimeout(Duration.ofMillis(1)).openTimeout(Duration.ofMillis(2));
        Settings above = Settings.defaults().openTimeout(Duration.ofSeconds(10));
        Settings both = below.with(above);
        assertThat(both.idleTimeout()).isEqualTo(Duration.ofMillis(1));
        assertThat(both.openTimeout()).as("set, though to the default").isEqualTo(Duration.ofMillis(10_000));
        assertThat(below.with(Settings.defaults())).isSameAs(below);
        Settings origins = Settings.defaults().allowedOrigins("*");
        assertThat(below.with(origins).allowedOrigins()).isSameAs(OriginPolicy.ANY);
        assertThat(origins.with(below).allowedOrigins()).isSameAs(OriginPolicy.ANY);
        assertThat(below.with(below).allowedOrigins()).isSameAs(OriginPolicy.SAME);
        assertThat(origins.toString()).contains("allowedOrigins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "https://a.example, nonsense", "https://a.example/path"})
    void aWrongOriginIsReportedWithThePropertyAndACorrection(String value) {
        assertThatThrownBy(
                        () -> Settings.from(Map.of("io.hawser.allowedOrigins", value), SettingSource.SYSTEM_PROPERTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("system property io.hawser.allowedOrigins: the allowed origin ")
                .hasMessageContaining(": write \"https://");
        assertThatThrownBy(() -> Settings.defaults().allowedOrigins(value.split(", ")))
                .hasMessageStartingWith("setting allowedOrigins: ");
    }

    @Test
    void originsOfAnotherTypeThanAStringAreRefused() {
        assertThatThrownBy(() -> Settings.from(
                        Map.of("io.hawser.allowedOrigins", java.util.List.of("https://a.example")),
                        SettingSource.SERVER_ENDPOINT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "user property io.hawser.allowedOrigins must be a String with commas between the origins");
    }

    @Test
    void emptyEntriesOfTheListOfOriginsAreSkipped() {
        assertThat(Settings.from(Map.of("io.hawser.allowedOrigins", " , "), SettingSource.SYSTEM_PROPERTY)
                        .allowedOrigins())
                .isSameAs(OriginPolicy.SAME);
        assertThat(Settings.from(Map.of("io.hawser.allowedOrigins", "* ,"), SettingSource.SYSTEM_PROPERTY)
                        .allowedOrigins())
                .isSameAs(OriginPolicy.ANY);
    }

    @Test
    void hostsAreSetForTheContainer() {
        HostPort evil = HostPort.parse("evil.example");
        assertThat(Settings.defaults().allowedHosts().allows(evil)).isTrue();
        for (SettingSource source : List.of(SettingSource.SYSTEM_PROPERTY, SettingSource.INIT_PARAMETER)) {
            Settings settings = Settings.from(Map.of("io.hawser.allowedHosts", "a.example, , *.b.example"), source);
            assertThat(settings.allowedHosts().allows(evil)).isFalse();
            assertThat(settings.allowedHosts().allows(HostPort.parse("c.b.example")))
                    .isTrue();
            assertThat(Settings.defaults().with(settings).allowedHosts()).isSameAs(settings.allowedHosts());
            assertThat(settings.with(Settings.defaults().idleTimeout(Duration.ofMillis(1)))
                            .allowedHosts())
                    .isSameAs(settings.allowedHosts());
            assertThat(settings.toString()).contains("allowedHosts");
        }
        for (SettingSource source : List.of(SettingSource.SERVER_ENDPOINT, SettingSource.CLIENT_ENDPOINT)) {
            assertThatThrownBy(() -> Settings.from(Map.of("io.hawser.allowedHosts", "a.example"), source))
                    .hasMessageContaining("io.hawser.allowedHosts has no effect there");
        }
        assertThatThrownBy(() ->
                        Settings.from(Map.of("io.hawser.allowedHosts", "http://a"), SettingSource.SYSTEM_PROPERTY))
                .hasMessageStartingWith("system property io.hawser.allowedHosts: the allowed host \"http://a\" ");
        assertThatThrownBy(() -> Settings.defaults().allowedHosts("a:80"))
                .hasMessageStartingWith("setting allowedHosts: ");
    }

    @Test
    void anUnknownNameIsLoggedOnceWithTheMostSimilarSetting() throws Exception {
        try (Log log = new Log("io.hawser")) {
            for (int i = 0; i < 2; i++) {
                Settings.from(
                        Map.of("io.hawser.idleTimeOut", 1, "io.hawser.refuse.status", 1, "io.hawserish", 1),
                        SettingSource.INIT_PARAMETER);
            }
            Settings.from(Map.of("io.hawser.allowedOrigin", 1), SettingSource.INIT_PARAMETER);
            System.setProperty("io.hawser.maxThread", "3");
            try {
                Settings.fromSystemProperties();
                Settings.fromSystemProperties();
            } finally {
                System.clearProperty("io.hawser.maxThread");
            }
            assertThat(log.lines())
                    .containsExactly(
                            "WARNING context init parameter io.hawser.idleTimeOut is not a setting and has no effect;"
                                    + " the most similar setting is io.hawser.idleTimeout",
                            "WARNING context init parameter io.hawser.allowedOrigin is not a setting and has no effect;"
                                    + " the most similar setting is io.hawser.allowedOrigins",
                            "WARNING system property io.hawser.maxThread is not a setting and has no effect;"
                                    + " the most similar setting is io.hawser.maxThreads");
        }
    }
}
