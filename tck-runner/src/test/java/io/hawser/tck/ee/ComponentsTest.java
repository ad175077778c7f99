package io.hawser.tck.ee;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.servlet.Talk;
import java.net.http.HttpResponse;

/** What endpoints have of the platform, and what is beside them. */
class ComponentsTest {

    /** {@return the answer of an endpoint to a message} */
    private static String answer(EeApplication application, String path, String message) {
        try (Talk talk = application.talk(path)) {
            return talk.ask(message);
        }
    }

    @OnEachEeServer
    void pathParametersAndCodecsAreApplied(EeApplication application) {
        assertThat(answer(application, "/room/red/7", "ann:hello")).isEqualTo("red7:hello");
    }

    @OnEachEeServer
    void beansOfTheApplicationAndOfTheCallAreInjected(EeApplication application) {
        try (Talk talk = application.talk("/injected");
                Talk other = application.talk("/injected")) {
            int first = Integer.parseInt(talk.ask("").split(" ")[0]);
            assertThat(other.ask("")).isEqualTo(first + 1 + " 1");
            assertThat(talk.ask("")).isEqualTo(first + 2 + " 1");
        }
    }

    @OnEachEeServer
    void configuratorSeesTheHttpSession(EeApplication application) throws Exception {
        HttpResponse<String> begun = application.get("/account?do=begin&mark=red");
        assertThat(begun.statusCode()).isEqualTo(200);
        try (Talk talk = application.talk("/visit", "Cookie", EeApplication.cookie(begun));
                Talk stranger = application.talk("/visit")) {
            assertThat(talk.ask("")).isEqualTo("red");
            assertThat(stranger.ask("")).isEqualTo("none");
        }
    }

    @OnEachEeServer
    void serverApplicationConfigChooses(EeApplication application) {
        assertThat(answer(application, "/programmatic", "hello")).isEqualTo("programmatic hello");
        assertThat(application.handshakeStatus("/left-out")).isEqualTo(404);
    }

    @OnEachEeServer
    void listenerDeploysAnEndpoint(EeApplication application) {
        assertThat(answer(application, "/listened", "hello")).isEqualTo("programmatic hello");
    }

    @OnEachEeServer
    void componentsHaveTheirNamesInCallbacks(EeApplication application) {
        assertThat(answer(application, "/components", "lookup")).isEqualTo("good morning");
    }

    @OnEachEeServer
    void resourcesAreInjected(EeApplication application) {
        assertThat(answer(application, "/components", "resource")).isEqualTo("good morning");
    }

    @OnEachPlatform
    void enterpriseBeansAreInjected(EeApplication application) {
        assertThat(answer(application, "/platform", "ejb")).isEqualTo("hello from a bean");
    }

    @OnEachPlatform
    void callbacksBeginTransactions(EeApplication application) {
        assertThat(answer(application, "/platform", "transaction")).isEqualTo("true true");
    }

    @OnEachEeServer
    void callbacksHaveTheClassLoaderOfTheApplication(EeApplication application) {
        assertThat(answer(application, "/components", "loader")).isEqualTo("true");
    }

    @OnEachPlatform
    void managedExecutorTakesTasksOfCallbacks(EeApplication application) {
        assertThat(answer(application, "/platform", "executor")).isEqualTo("good morning");
    }

    @OnEachEeServer
    void servletsBesideAreUntouched(EeApplication application) throws Exception {
        assertThat(application.get("/account").body()).isEqualTo("null done");
        assertThat(application.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(application.get("/echo").statusCode()).isIn(400, 404, 426);
        assertThat(application.handshakeStatus("/nothing")).isEqualTo(404);
    }

    @OnEachPlatform
    void resourcesBesideAreUntouched(EeApplication application) throws Exception {
        assertThat(application.get("/rest/hello").body()).isEqualTo("hello from a resource");
    }

    @OnEachEeServer
    void endpointIsAClientAsWell(EeApplication application) {
        String echo = "ws://localhost:" + application.port() + application.path("/echo");
        assertThat(answer(application, "/caller", echo)).isEqualTo("a call by io.hawser.session.WebSocketSession");
    }
}
