package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.servlet.app.LoginApp;
import io.hawser.tck.spec.Proves;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Connections of a user whose login in the HTTP session is no longer valid. */
class LogoutTest {

    private static Application deploy(Server server) throws IOException {
        return server.deploy(
                "/logout",
                server.war()
                        .classes(LoginApp.class)
                        .file("login.html", "Who are you?")
                        .webXml(LoginTest.SECRET_FOR_STAFF + """
                        <login-config>
                          <auth-method>FORM</auth-method>
                          <form-login-config>
                            <form-login-page>/login.html</form-login-page>
                            <form-error-page>/login.html</form-error-page>
                          </form-login-config>
                        </login-config>
                        """));
    }

    /** A browser with its cookie, which a login may change. */
    private static final class Browser {

        private final Application application;
        private String cookie = "none=";

        Browser(Application application) {
            this.application = application;
        }

        String tell(String what) throws IOException, InterruptedException {
            HttpResponse<String> answer = application.get("/account?do=" + what, "Cookie", cookie);
            assertThat(answer.statusCode()).isEqualTo(200);
            List<String> cookies = answer.headers().allValues("set-cookie");
            if (!cookies.isEmpty()) {
                cookie = cookies.get(cookies.size() - 1).replaceFirst(";.*", "");
            }
            return answer.body().strip();
        }

        Browser logIn() throws IOException, InterruptedException {
            tell("login&name=j2ee");
            return this;
        }

        Talk talk(String path) {
            return application.talk(path, "Cookie", cookie);
        }
    }

    @OnEachServer
    void handshakeWithoutALoginMakesNoConnection(Server server) throws Exception {
        try (Application application = deploy(server)) {
            // The login page, or a redirect to it.
            assertThat(application.handshakeStatus("/secret/room")).isIn(200, 302, 303);
            assertThat(application.handshakeStatus("/open/room")).isEqualTo(101);
        }
    }

    @Proves("7.2-3")
    @OnEachServer
    void logoutClosesTheConnectionsOfThatLoginAlone(Server server) throws Exception {
        try (Application application = deploy(server)) {
            Browser browser = new Browser(application);
            browser.tell("begin");
            Browser elsewhere = new Browser(application).logIn();
            try (Talk before = browser.talk("/open/room");
                    Talk secret = browser.logIn().talk("/secret/room");
                    Talk open = browser.talk("/open/room");
                    Talk other = elsewhere.talk("/secret/room")) {
                assertThat(before.ask("session")).isEqualTo("nobody");
                assertThat(secret.ask("session")).isEqualTo("j2ee");
                assertThat(open.ask("session")).isEqualTo("j2ee");
                browser.tell("look");
                assertThat(secret.ask("session")).isEqualTo("j2ee");
                browser.tell("logout");
                assertThat(secret.closeCode()).isEqualTo(1008);
                assertThat(open.closeCode()).isEqualTo(1008);
                assertThat(before.ask("session")).isEqualTo("nobody");
                assertThat(other.ask("session")).isEqualTo("j2ee");
            }
        }
    }

    @Proves("7.2-3")
    @OnEachServer
    void endOfTheHttpSessionClosesTheConnectionsOfItsLogin(Server server) throws Exception {
        try (Application application = deploy(server)) {
            Browser browser = new Browser(application).logIn();
            try (Talk secret = browser.talk("/secret/room");
                    Talk other = new Browser(application).logIn().talk("/secret/room")) {
                assertThat(secret.ask("session")).isEqualTo("j2ee");
                browser.tell("invalidate");
                assertThat(secret.closeCode()).isEqualTo(1008);
                assertThat(other.ask("session")).isEqualTo("j2ee");
            }
        }
    }

    @Proves("7.2-3")
    @OnEachServer
    void loginThatTimesOutClosesItsConnections(Server server) throws Exception {
        try (Application application = deploy(server)) {
            Browser browser = new Browser(application).logIn();
            try (Talk secret = browser.talk("/secret/room")) {
                assertThat(secret.ask("session")).isEqualTo("j2ee");
                browser.tell("expire");
                // Some servers detect the timeout only at a request. A request before the timeout prolongs the session.
                await().pollInterval(Duration.ofMillis(1500))
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> browser.tell("look").equals("false"));
                assertThat(secret.closeCode()).isEqualTo(1008);
            }
        }
    }
}
