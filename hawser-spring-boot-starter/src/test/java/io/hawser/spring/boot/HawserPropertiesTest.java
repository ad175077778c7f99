package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hawser.Setting;
import io.hawser.SettingSource;
import io.hawser.Settings;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** What can be set in application.properties. */
class HawserPropertiesTest {

    @Test
    void everySettingIsAPropertyWithAnEntryInTheMetadata() throws Exception {
        Map<String, String> properties = new HashMap<>();
        Map<String, String> expected = new HashMap<>();
        String metadata;
        try (InputStream file =
                HawserProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            metadata = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Setting setting : Setting.values()) {
            if (!SettingSource.INIT_PARAMETER.has(setting)) {
                continue;
            }
            String name = "hawser." + setting.key().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            properties.put(name, String.valueOf(setting.defaultValue()));
            expected.put(setting.property(), String.valueOf(setting.defaultValue()));
            assertThat(metadata).contains("\"" + name + "\"");
        }
        assertThat(bound(properties).initParameters()).isEqualTo(expected);
        assertThat(bound(Map.of()).initParameters()).isEmpty();
    }

    @Test
    void sizesAndTimesMayHaveUnitsAndOriginsAreAList() {
        Map<String, String> parameters = bound(Map.of(
                        "hawser.max-text-message-size", "64KB",
                        "hawser.max-binary-message-size", "-1",
                        "hawser.ping-interval", "10s",
                        "hawser.allowed-hosts", "one.example,*.two.example",
                        "hawser.allowed-origins[0]", "https://one.example",
                        "hawser.allowed-origins[1]", "https://*.two.example"))
                .initParameters();
        Settings settings = Settings.from(parameters, SettingSource.INIT_PARAMETER);
        assertThat(settings.maxTextMessageSize())
                .isEqualTo(DataSize.ofKilobytes(64).toBytes());
        assertThat(settings.maxBinaryMessageSize()).isEqualTo(-1);
        assertThat(settings.pingInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(parameters).containsEntry("io.hawser.allowedHosts", "one.example,*.two.example");
        assertThat(parameters).containsEntry("io.hawser.allowedOrigins", "https://one.example,https://*.two.example");
    }

    /** Which is what YAML makes of null without quotation marks. */
    @Test
    void anEmptyOriginIsReportedWithACorrection() {
        HawserProperties properties =
                bound(Map.of("hawser.allowed-origins[0]", "https://one.example", "hawser.allowed-origins[1]", ""));
        assertThatThrownBy(properties::initParameters)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hawser.allowed-origins has an empty entry")
                .hasMessageContaining("quotation marks");
    }

    /** A method that blocks has a virtual thread as soon as it is known to block. */
    @ParameterizedTest
    @CsvSource({
        "spring.threads.virtual.enabled=false, hawser.enabled=true, Worker",
        "spring.threads.virtual.enabled=true, hawser.enabled=true, VirtualThread",
        "spring.threads.virtual.enabled=true, hawser.virtual-threads=false, Worker",
        "spring.threads.virtual.enabled=false, hawser.virtual-threads=true, VirtualThread",
    })
    void methodsRunOnVirtualThreadsAsInSpringUnlessSaidOtherwise(String springs, String own, String thread)
            throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads need JDK 21");
        try (Application application = Application.run(Annotated.class, springs, own)) {
            JdkClient client = JdkClient.connect(application.port(), "/greet/ada");
            Set<String> threads = new LinkedHashSet<>();
            for (int i = 0; i < 100 && (i < 5 || !threads.contains(thread)); i++) {
                client.send("thread");
                threads.add(client.text());
            }
            assertThat(threads).last().isEqualTo(thread);
            client.close();
        }
    }

    @Test
    void whereTheJdkHasNoVirtualThreadsSpringsPropertyHasNoEffectAndOurOwnIsAnError() throws Exception {
        assumeTrue(Runtime.version().feature() < 21, "JDK 21 has virtual threads");
        try (Application application = Application.run(Annotated.class, "spring.threads.virtual.enabled=true")) {
            JdkClient client = JdkClient.connect(application.port(), "/greet/ada");
            client.send("thread");
            assertThat(client.text()).isEqualTo("Worker");
            client.close();
        }
        assertThatThrownBy(() -> Application.run(Annotated.class, "hawser.virtual-threads=true"))
                .rootCause()
                .hasMessageContaining("setting virtualThreads is true, but JDK");
    }

    @Test
    void aWrongValueKeepsTheApplicationFromStarting() {
        assertThatThrownBy(() -> Application.run(RawHandlers.class, "hawser.max-threads=-2"))
                .rootCause()
                .hasMessageContaining("context init parameter io.hawser.maxThreads must be from 0 to 32767, not -2");
    }

    @Test
    void aMisspeltNameKeepsTheApplicationFromStarting() {
        String properties = "--hawser.max-text-mesage-size=1KB";
        assertThatThrownBy(() -> SpringApplication.run(RawHandlers.class, "--server.port=0", properties))
                .rootCause()
                .hasMessageContaining("hawser.max-text-mesage-size");
    }

    private static HawserProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("hawser", HawserProperties.class);
    }
}
