package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** Annotated endpoints that are beans. */
class AnnotatedTest {

    @Test
    void eachSessionHasAnInstanceOfItsOwnWithBeansInIt() throws Exception {
        try (Application application = Application.run(Annotated.class)) {
            JdkClient first = JdkClient.connect(application.port(), "/greet/ada");
            first.send("");
            assertThat(first.text()).isEqualTo("hello ada, message 1 of session 1, injected");
            JdkClient second = JdkClient.connect(application.port(), "/greet/grace");
            second.send("");
            assertThat(second.text()).isEqualTo("hello grace, message 1 of session 2, injected");
            first.close();
            Annotated.Counter counter = application.bean(Annotated.Counter.class);
            await().until(() -> counter.destroyed() == 1);
        }
    }

    @Test
    void theSessionIsOneOfHawserAndNoOtherImplementationIsThere() throws Exception {
        assertThatThrownBy(() -> Class.forName("org.apache.tomcat.websocket.server.WsSci"))
                .isInstanceOf(ClassNotFoundException.class);
        try (Application application = Application.run(Annotated.class)) {
            JdkClient client = JdkClient.connect(application.port(), "/greet/ada");
            client.send("carrier");
            assertThat(client.text()).isEqualTo("io.hawser.session");
            client.close();
        }
    }

    @Test
    void configuratorsAreInjectedAndWhatTheyGiveOutIsNotDestroyedWithASession() throws Exception {
        try (Application application = Application.run(Annotated.class)) {
            Annotated.Counter counter = application.bean(Annotated.Counter.class);
            JdkClient own = JdkClient.connect(application.port(), "/greet/ada");
            JdkClient first = JdkClient.connect(application.port(), "/shared");
            first.send("");
            assertThat(first.text()).isEqualTo("alive");
            first.close();
            assertThat(first.closeCode()).isEqualTo(1000);
            own.close();
            await().until(() -> counter.destroyed() == 1);
            JdkClient second = JdkClient.connect(application.port(), "/shared");
            second.send("");
            assertThat(second.text()).isEqualTo("alive");
        }
    }

    @Test
    void filtersOfTheApplicationComeFirst() {
        try (Application application = Application.run(Annotated.class)) {
            assertThat(JdkClient.refusal(application.port(), "/greet/ada", "X-User", "mallory"))
                    .isEqualTo(401);
        }
    }

    @Test
    void pagesOfOtherSitesAreRefusedButThoseThatThePropertiesName() throws Exception {
        try (Application application = Application.run(
                Annotated.class, "hawser.allowed-origins=https://friend.example,https://*.ally.example")) {
            for (String origin : new String[] {"https://friend.example", "https://a.ally.example"}) {
                JdkClient friend = JdkClient.connect(
                        application.port(), "/greet/ada", builder -> builder.header("Origin", origin));
                friend.send("");
                assertThat(friend.text()).startsWith("hello ada");
            }
            assertThat(JdkClient.refusal(application.port(), "/greet/ada", "Origin", "https://evil.example"))
                    .isEqualTo(403);
        }
    }

    @Test
    void aConfiguratorThatAsksForOriginsHearsHawsersAnswer() {
        try (Application application = Application.run(Annotated.class)) {
            assertGuarded(application);
        }
    }

    /** Pages of other sites are not let in by a check that the endpoint's configurator inherits. */
    static void assertGuarded(Application application) {
        assertThat(JdkClient.refusal(application.port(), "/guarded", "Origin", "https://evil.example"))
                .isEqualTo(403);
        assertThat(JdkClient.refusal(
                        application.port(), "/guarded", "Origin", "http://localhost:" + application.port()))
                .isEqualTo(101);
    }

    @Test
    void propertiesLimitMessages() throws Exception {
        try (Application application = Application.run(Annotated.class, "hawser.max-text-message-size=1KB")) {
            JdkClient client = JdkClient.connect(application.port(), "/greet/ada");
            client.send("x".repeat(1024));
            assertThat(client.text()).startsWith("hello");
            client.send("x".repeat(1025));
            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void applicationsInOneProcessHaveBeansOfTheirOwn() throws Exception {
        try (Application one = Application.run(Annotated.class, "greeting=hi");
                Application other = Application.run(Annotated.class, "greeting=welcome")) {
            JdkClient ofOne = JdkClient.connect(one.port(), "/greet/ada");
            JdkClient ofOther = JdkClient.connect(other.port(), "/greet/ada");
            ofOther.send("");
            ofOne.send("");
            assertThat(ofOther.text()).startsWith("welcome ada, message 1 of session 1");
            assertThat(ofOne.text()).startsWith("hi ada, message 1 of session 1");
        }
    }
}
