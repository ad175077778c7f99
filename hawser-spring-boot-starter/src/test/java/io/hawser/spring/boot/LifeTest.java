package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.net.URLClassLoader;
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

    /** What Spring Boot DevTools do: the classes of the application are loaded anew, those of libraries stay. */
    @Test
    void anApplicationRestartsWithNewClassesAndNoThreadRunsTheOld() throws Exception {
        Thread test = Thread.currentThread();
        ClassLoader libraries = test.getContextClassLoader();
        for (int i = 0; i < 2; i++) {
            ClassLoader restarted = new Restarted(libraries);
            test.setContextClassLoader(restarted);
            JdkClient client;
            try (Application application = Application.run(restarted.loadClass(Annotated.class.getName()))) {
                client = JdkClient.connect(application.port(), "/greet/ada");
                client.send("loader");
                assertThat(client.text()).isEqualTo(restarted.toString());
            } finally {
                test.setContextClassLoader(libraries);
            }
            assertThat(client.closeCode()).isEqualTo(1001);
            await().untilAsserted(() ->
                    assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> sees(thread, restarted)));
        }
    }

    /** Threads of the test's own client do not count. */
    private static boolean sees(Thread thread, ClassLoader wanted) {
        ClassLoader loader = thread.getName().startsWith("HttpClient-") ? null : thread.getContextClassLoader();
        while (loader != null && loader != wanted) {
            loader = loader.getParent();
        }
        return loader != null;
    }

    /** Loads the classes of {@link Annotated} itself. */
    private static final class Restarted extends URLClassLoader {

        Restarted(ClassLoader parent) {
            super(
                    new URL[] {
                        Annotated.class.getProtectionDomain().getCodeSource().getLocation()
                    },
                    parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Annotated.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
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
                throw new IllegalStateException("broken");
            };
        }
    }
}
