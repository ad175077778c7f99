package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints behind Spring Security. */
class SecuredTest {

    private static Application application;

    @BeforeAll
    static void run() {
        application = Application.run(Secured.class, Application.WITH_SECURITY);
    }

    @AfterAll
    static void close() {
        application.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/members", "/handler", "/stomp", "/admins/room"})
    void aHandshakeWithoutLoginIsRefused(String path) {
        assertThat(JdkClient.refusal(application.port(), path, "X-Any", "thing"))
                .isEqualTo(401);
    }

    @Test
    void aHandshakeOfAUserWithoutTheRoleIsRefused() {
        assertThat(handshake("bob")).isEqualTo(403);
        assertThat(handshake("ada")).isEqualTo(101);
    }

    private static int handshake(String user) {
        return JdkClient.refusal(application.port(), "/admins/room", "Authorization", HttpLogin.credentials(user));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/members", "/handler"})
    void callbacksKnowTheUser(String path) throws Exception {
        HttpLogin login = HttpLogin.of("ada", application.port());
        JdkClient ada = login.connect(path);
        JdkClient bob = JdkClient.connect(
                application.port(), path, builder -> builder.header("Authorization", HttpLogin.credentials("bob")));
        for (int i = 0; i < 2; i++) {
            assertThat(ada.answer("who")).isEqualTo("ada");
            assertThat(bob.answer("who")).isEqualTo("bob");
            assertThat(ada.answer("context")).isEqualTo("ada");
            assertThat(bob.answer("context")).isEqualTo("bob");
            assertThat(ada.answer("vault")).isEqualTo("gold");
            assertThat(bob.answer("vault")).isEqualTo("closed");
        }
        ada.close();
        bob.close();
    }

    @Test
    void methodsForStompMessagesKnowTheUser() throws Exception {
        JdkClient client = HttpLogin.of("bob", application.port()).connect("/stomp");
        client.send("CONNECT\naccept-version:1.2\nhost:localhost\n\n\0");
        assertThat(client.text()).startsWith("CONNECTED\n").contains("user-name:bob");
        client.send("SUBSCRIBE\nid:0\ndestination:/app/who\n\n\0");
        assertThat(client.text()).startsWith("MESSAGE\n").contains("\n\nyou are bob");
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/logout", "/end"})
    void theEndOfTheHttpSessionClosesTheSessionsOfTheUser(String path) throws Exception {
        HttpLogin login = HttpLogin.of("ada", application.port());
        JdkClient annotated = login.connect("/members");
        JdkClient handler = login.connect("/handler");
        JdkClient other = HttpLogin.of("ada", application.port()).connect("/members");
        assertThat(annotated.answer("who")).isEqualTo("ada");
        assertThat(handler.answer("who")).isEqualTo("ada");
        assertThat(login.post(path)).isLessThan(400);
        assertThat(annotated.closeCode()).isEqualTo(1008);
        assertThat(handler.closeCode()).isEqualTo(1008);
        assertThat(other.answer("who")).isEqualTo("ada");
        other.close();
    }

    @Test
    void aLogoutThatKeepsTheHttpSessionClosesTheSessionsOfTheUser() throws Exception {
        try (Application kept =
                Application.run(Secured.class, Application.WITH_SECURITY, "logout.ends-http-session=false")) {
            HttpLogin login = HttpLogin.of("ada", kept.port());
            JdkClient client = login.connect("/members");
            assertThat(client.answer("who")).isEqualTo("ada");
            assertThat(login.post("/logout")).isLessThan(400);
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }
}
