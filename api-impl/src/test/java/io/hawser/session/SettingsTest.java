package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.handshake.OriginPolicy;
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
        assertThat(Settings.defaults().get(setting)).isEqualTo(setting.defaultValue());
        assertThat(setting.checked(setting.defaultValue())).isEqualTo(setting.defaultValue());
        assertThat(setting.property()).isEqualTo("io.hawser." + setting.key());
        assertThat(setting.key().replaceAll("[A-Z]", "_$0")).isEqualToIgnoringCase(setting.name());
    }

    @ParameterizedTest
    @EnumSource
    void aValueOutOfRangeIsRefusedWithTheNameOfTheSettingAndItsRange(Setting setting) {
        assertThatThrownBy(() -> Settings.defaults().with(setting, -2))
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
        assertThat(settings.get(setting)).isEqualTo(value);
        assertThat(settings.isSet(setting)).isTrue();
        for (Setting other : Setting.values()) {
            if (other != setting) {
                assertThat(settings.get(other)).isEqualTo(other.defaultValue());
                assertThat(settings.isSet(other)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "1, true", "false, false", "0, false"})
    void whatIsOnOrOffMayBeSaidInWords(String value, boolean on) {
        Settings settings = Settings.from(Map.of("io.hawser.compression", value), SettingSource.SYSTEM_PROPERTY);
        assertThat(settings.isOn(Setting.COMPRESSION)).isEqualTo(on);
    }

    @ParameterizedTest
    @CsvSource({"never, 0", "Invalidated, 1", "ALWAYS, 2", "2, 2"})
    void aWordIsSetByItselfOrByItsNumber(String value, int number) {
        Settings settings = Settings.defaults().with(Setting.CLOSE_WITH_HTTP_SESSION, " " + value + " ");
        assertThat(settings.get(Setting.CLOSE_WITH_HTTP_SESSION)).isEqualTo(number);
        assertThat(Settings.defaults()
                        .with(Setting.CLOSE_WITH_HTTP_SESSION, number)
                        .word(Setting.CLOSE_WITH_HTTP_SESSION))
                .isEqualTo(settings.word(Setting.CLOSE_WITH_HTTP_SESSION));
        assertThat(Settings.defaults().word(Setting.CLOSE_WITH_HTTP_SESSION)).isEqualTo("invalidated");
    }

    @Test
    void aWordIsRefusedWithThoseThatThereAreAndANumberHasNone() {
        assertThatThrownBy(() -> Settings.defaults().with(Setting.CLOSE_WITH_HTTP_SESSION, "ever"))
                .hasMessage("setting closeWithHttpSession must be one of never, invalidated, always, not \"ever\"");
        assertThatThrownBy(() -> Settings.defaults().with(Setting.CLOSE_WITH_HTTP_SESSION, "3"))
                .hasMessage("setting closeWithHttpSession must be from 0 to 2, not 3");
        assertThatThrownBy(() -> Settings.defaults().word(Setting.PING_INTERVAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pingInterval");
    }

    @Test
    void whatIsOfServersIsNoSettingOfAClientsEndpoint() {
        Map<String, String> never = Map.of("io.hawser.closeWithHttpSession", "never");
        assertThat(Settings.from(never, SettingSource.SERVER_ENDPOINT).word(Setting.CLOSE_WITH_HTTP_SESSION))
                .isEqualTo("never");
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
            assertThat(Settings.fromSystemProperties().get(Setting.SHUTDOWN_TIMEOUT))
                    .isEqualTo(7);
        } finally {
            System.clearProperty("io.hawser.shutdownTimeout");
        }
        assertThat(Settings.fromSystemProperties().get(Setting.SHUTDOWN_TIMEOUT))
                .isEqualTo(5000);
    }

    @Test
    void settingsNeverChange() {
        Settings defaults = Settings.defaults();
        Settings changed = defaults.with(Setting.CLOSE_TIMEOUT, 1);
        assertThat(defaults.get(Setting.CLOSE_TIMEOUT)).isEqualTo(10_000);
        assertThat(changed.get(Setting.CLOSE_TIMEOUT)).isEqualTo(1);
        assertThat(changed.nanos(Setting.CLOSE_TIMEOUT)).isEqualTo(1_000_000);
        assertThat(changed.with(Setting.OPEN_TIMEOUT, 2).get(Setting.CLOSE_TIMEOUT))
                .isEqualTo(1);
        assertThat(changed.toString()).contains("CLOSE_TIMEOUT=1");
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
        assertThat(settings.get(Setting.MAX_TEXT_MESSAGE_SIZE)).isEqualTo(7);
        assertThat(settings.get(Setting.IDLE_TIMEOUT)).isEqualTo(8);
        assertThat(settings.get(Setting.CLOSE_TIMEOUT)).isEqualTo(9);
    }

    @Test
    void aWrongValueIsToldWithItsSourcePropertyAndValue() {
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
    void whatIsNoSettingOfAnEndpointIsRefusedThere() {
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
    void oneIsLaidOverAnotherAndWhatItDoesNotSetStays() {
        Settings below = Settings.defaults().with(Setting.IDLE_TIMEOUT, 1).with(Setting.OPEN_TIMEOUT, 2);
        Settings above = Settings.defaults().with(Setting.OPEN_TIMEOUT, Setting.OPEN_TIMEOUT.defaultValue());
        Settings both = below.with(above);
        assertThat(both.get(Setting.IDLE_TIMEOUT)).isEqualTo(1);
        assertThat(both.get(Setting.OPEN_TIMEOUT))
                .as("set, though to the default")
                .isEqualTo(10_000);
        assertThat(below.with(Settings.defaults())).isSameAs(below);
        Settings origins = Settings.defaults().withAllowedOrigins("*");
        assertThat(below.with(origins).origins()).isSameAs(OriginPolicy.ANY);
        assertThat(origins.with(below).origins()).isSameAs(OriginPolicy.ANY);
        assertThat(below.with(below).origins()).isSameAs(OriginPolicy.SAME);
        assertThat(origins.toString()).contains("allowedOrigins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "https://a.example, nonsense", "https://a.example/path"})
    void aWrongOriginIsToldWithThePropertyAndWhatToWrite(String value) {
        assertThatThrownBy(
                        () -> Settings.from(Map.of("io.hawser.allowedOrigins", value), SettingSource.SYSTEM_PROPERTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("system property io.hawser.allowedOrigins: the allowed origin ")
                .hasMessageContaining(": write \"https://");
        assertThatThrownBy(() -> Settings.defaults().withAllowedOrigins(value.split(", ")))
                .hasMessageStartingWith("setting allowedOrigins: ");
    }

    @Test
    void originsOfAnotherTypeThanAStringAreRefused() {
        assertThatThrownBy(() -> Settings.from(
                        Map.of("io.hawser.allowedOrigins", java.util.List.of("https://a.example")),
                        SettingSource.SERVER_ENDPOINT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "user property io.hawser.allowedOrigins has to be a String with commas between the origins");
    }

    @Test
    void emptyEntriesOfTheListOfOriginsAreSkipped() {
        assertThat(Settings.from(Map.of("io.hawser.allowedOrigins", " , "), SettingSource.SYSTEM_PROPERTY)
                        .origins())
                .isSameAs(OriginPolicy.SAME);
        assertThat(Settings.from(Map.of("io.hawser.allowedOrigins", "* ,"), SettingSource.SYSTEM_PROPERTY)
                        .origins())
                .isSameAs(OriginPolicy.ANY);
    }

    @Test
    void aNameThatIsNoSettingIsWarnedAboutOnceWithTheNearestThatIs() throws Exception {
        try (Log log = new Log("io.hawser.session")) {
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
                            "WARNING context init parameter io.hawser.idleTimeOut is no setting and does nothing;"
                                    + " io.hawser.idleTimeout is the nearest that is",
                            "WARNING context init parameter io.hawser.allowedOrigin is no setting and does nothing;"
                                    + " io.hawser.allowedOrigins is the nearest that is",
                            "WARNING system property io.hawser.maxThread is no setting and does nothing;"
                                    + " io.hawser.maxThreads is the nearest that is");
        }
    }
}
