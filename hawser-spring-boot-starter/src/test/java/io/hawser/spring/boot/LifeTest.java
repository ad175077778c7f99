package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What becomes of sessions and threads when applications end. */
class LifeTest {

    @ParameterizedTest
    @ValueSource(strings = {"server.shutdown=graceful", "server.shutdown=immediate"})
    void sessionsEndWith1001AndThreadsWithTheContextAndTheNextContextServes(String shutdown) throws Exception {
        for (int i = 0; i < 2; i++) {
            JdkClient raw;
            try (Application application = Application.run(RawHandlers.class, shutdown)) {
                raw = JdkClient.connect(application.port(), "/echo");
                raw.send("there?");
                assertThat(raw.text()).isEqualTo("there?");
                assertThat(Application.threads()).isNotEmpty();
            }
            assertThat(raw.closeCode()).isEqualTo(1001);
            await().untilAsserted(() -> assertThat(Application.threads()).isEmpty());
        }
        JdkClient annotated;
        try (Application application = Application.run(Annotated.class, shutdown)) {
            annotated = JdkClient.connect(application.port(), "/greet/ada");
            annotated.send("there?");
            assertThat(annotated.text()).startsWith("hello ada");
        }
        assertThat(annotated.closeCode()).isEqualTo(1001);
        await().untilAsserted(() -> assertThat(Application.threads()).isEmpty());
    }

    @Test
    void anApplicationThatDoesNotStartLeavesNoThread() {
        assertThatThrownBy(() -> Application.run(Broken.class)).hasMessage("broken");
        await().untilAsserted(() -> assertThat(Application.threads()).isEmpty());
    }

    /** Fails when its web server is there already. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Broken {

        @Bean
        SmartInitializingSingleton breaks() {
            return () -> {
                assertThat(Application.threads()).isNotEmpty();
                throw new IllegalStateException("broken");
            };
        }
    }
}
