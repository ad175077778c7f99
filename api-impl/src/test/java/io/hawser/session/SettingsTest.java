package io.hawser.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        Settings settings = Settings.from(Map.of(setting.property(), " 1000 ")::get);
        assertThat(settings.get(setting)).isEqualTo(1000);
        for (Setting other : Setting.values()) {
            if (other != setting) {
                assertThat(settings.get(other)).isEqualTo(other.defaultValue());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ten", "1.5", "1k", "99999999999999999999"})
    void aPropertyThatIsNoWholeNumberIsRefusedWithItsName(String value) {
        assertThatThrownBy(() -> Settings.from(Map.of("io.hawser.idleTimeout", value)::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("idleTimeout")
                .hasMessageContaining(value);
    }

    @Test
    void aPropertyOutOfRangeIsRefusedWithItsName() {
        assertThatThrownBy(() -> Settings.from(Map.of("io.hawser.maxFrameSize", "124")::get))
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
}
