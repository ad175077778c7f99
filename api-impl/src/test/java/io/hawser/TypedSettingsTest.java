package io.hawser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.handshake.HostPort;
import io.hawser.handshake.OriginPolicy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each setting has a method of the same name, with the same effect as its property. */
class TypedSettingsTest {

    private static Method setter(Setting setting) {
        List<Method> named = Stream.of(Settings.class.getMethods())
                .filter(method -> method.getName().equals(setting.key()) && method.getParameterCount() == 1)
                .toList();
        assertThat(named).as("methods that set %s", setting.key()).hasSize(1);
        return named.get(0);
    }

    private static Object inCode(long number, Class<?> type) {
        if (type == Duration.class) {
            return Duration.ofMillis(number);
        }
        if (type == boolean.class) {
            return number == 1;
        }
        if (type == int.class) {
            return (int) number;
        }
        return type.isEnum() ? type.getEnumConstants()[(int) number] : (Object) number;
    }

    private static Settings set(Setting setting, Object value) throws Exception {
        try {
            return (Settings) setter(setting).invoke(Settings.defaults(), value);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private static Object read(Setting setting, Settings settings) throws Exception {
        return Settings.class.getMethod(setting.key()).invoke(settings);
    }

    @ParameterizedTest
    @EnumSource
    void aValueInCodeIsWhatItIsAsAProperty(Setting setting) throws Exception {
        Class<?> type = setter(setting).getParameterTypes()[0];
        long[] numbers = LongStream.of(setting.least(), setting.least() + 1, 9, 1000, setting.most())
                .filter(number -> number >= setting.least() && number <= setting.most())
                .toArray();
        for (long number : numbers) {
            Settings property =
                    Settings.from(Map.of(setting.property(), String.valueOf(number)), SettingSource.SYSTEM_PROPERTY);
            Settings code = set(setting, inCode(number, type));
            assertThat(read(setting, code)).isEqualTo(inCode(number, type));
            for (Setting any : Setting.values()) {
                assertThat(read(any, code)).as(any.key()).isEqualTo(read(any, property));
                assertThat(code.isSet(any)).as(any.key()).isEqualTo(any == setting);
                assertThat(property.isSet(any)).as(any.key()).isEqualTo(any == setting);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDefaultInCodeIsTheDefaultOfTheProperty(Setting setting) throws Exception {
        Class<?> type = setter(setting).getParameterTypes()[0];
        assertThat(read(setting, Settings.defaults())).isEqualTo(inCode(setting.defaultValue(), type));
    }

    @ParameterizedTest
    @EnumSource
    void aValueOutOfRangeIsRefusedWithSettingAndValue(Setting setting) {
        Class<?> type = setter(setting).getParameterTypes()[0];
        if (type == boolean.class || type.isEnum()) {
            return;
        }
        Object low = inCode(setting.least() - 1, type);
        assertThatThrownBy(() -> set(setting, low))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("setting " + setting.key() + " must be ")
                .hasMessageEndingWith(" from " + setting.least() + " to " + setting.most() + ", not " + low);
        boolean hasHigh = setting.most() < (type == int.class ? Integer.MAX_VALUE : Long.MAX_VALUE);
        if (hasHigh) {
            Object high = inCode(setting.most() + 1, type);
            assertThatThrownBy(() -> set(setting, high))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(setting.key())
                    .hasMessageEndingWith(", not " + high);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noValueAtAllIsRefusedWithTheSetting(Setting setting) {
        if (!setter(setting).getParameterTypes()[0].isPrimitive()) {
            assertThatThrownBy(() -> set(setting, null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage(setting.key());
        }
    }

    @Test
    void aTimeIsAWholeNumberOfMillisecondsAndFitsItsNanoseconds() {
        for (Duration time : List.of(
                Duration.ofNanos(1),
                Duration.ofMillis(5).plusNanos(1),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatThrownBy(() -> Settings.defaults().idleTimeout(time))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "setting idleTimeout must be a whole number of milliseconds from 0 to 9223372036854, not "
                                    + time);
        }
        Duration longest = Duration.ofMillis(Setting.IDLE_TIMEOUT.most());
        assertThat(Settings.defaults().idleTimeout(longest).idleTimeout().toNanos())
                .isEqualTo(Setting.IDLE_TIMEOUT.most() * 1_000_000);
    }

    @Test
    void listsInCodeAreWhatTheyAreAsProperties() {
        Settings origins = Settings.defaults().allowedOrigins("https://a.example", "*");
        assertThat(origins.allowedOrigins())
                .isSameAs(OriginPolicy.ANY)
                .isSameAs(Settings.from(
                                Map.of("io.hawser.allowedOrigins", "https://a.example,*"),
                                SettingSource.SYSTEM_PROPERTY)
                        .allowedOrigins());
        Settings hosts = Settings.defaults().allowedHosts("a.example", "*.b.example");
        Settings property =
                Settings.from(Map.of("io.hawser.allowedHosts", "a.example,*.b.example"), SettingSource.SYSTEM_PROPERTY);
        for (String host : List.of("a.example", "b.example", "c.b.example", "localhost", "d.example")) {
            assertThat(hosts.allowedHosts().allows(HostPort.parse(host)))
                    .as(host)
                    .isEqualTo(property.allowedHosts().allows(HostPort.parse(host)));
        }
    }

    /** Every setting has a method, and every method a setting. */
    @Test
    void whatCanBeSetInCodeIsASetting() {
        Set<String> names = Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.toSet());
        names.addAll(List.of(Settings.ALLOWED_ORIGINS, Settings.ALLOWED_HOSTS));
        Set<String> methods = Stream.<Class<?>>of(SessionSettings.class, ContainerSettings.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        assertThat(methods).isEqualTo(names);
    }
}
