package io.hawser.tck.ee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.tck.servlet.Talk;

/** The beginning and the end of applications. */
class LifeTest {

    private static final int GOING_AWAY = 1001;
    /** More are for those who have the time: {@code -Dee.redeployments=50}. */
    private static final int TIMES = Integer.getInteger("ee.redeployments", 3);

    @OnEachEeServer
    void undeploymentClosesConnectionsAndTheApplicationComesBack(EeApplication application) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            Talk talk;
            try (EeApplication again = application.beside("again", EeWar.whole())) {
                talk = again.talk("/echo");
                assertThat(talk.ask("hello")).isEqualTo("hello");
            }
            assertThat(talk.closeCode()).isEqualTo(GOING_AWAY);
            talk.close();
        }
        if (application.server().forgetsApplications()) {
            assertForgotten(application);
        }
    }

    private static void assertForgotten(EeApplication application) {
        try (Talk memory = application.talk("/memory")) {
            // This one, and one that the server may keep until it deploys the next one.
            await().untilAsserted(() -> assertThat(Integer.parseInt(memory.ask("io.hawser.servlet.ServletApplication")))
                    .isBetween(1, 2));
        }
    }

    @OnEachEeServer
    void applicationWithoutTheClientIsServedAndNamesWhatIsMissing(EeApplication application) throws Exception {
        try (EeApplication small = application.beside("small", EeWar.withoutClient());
                Talk talk = small.talk("/caller");
                Talk echo = small.talk("/echo")) {
            assertThat(echo.ask("who")).isEqualTo("io.hawser.session.WebSocketSession");
            assertThat(talk.ask("ws://localhost:" + small.port() + small.path("/echo")))
                    .startsWith("failed: java.io.IOException")
                    .contains("hawser-container-standalone");
        }
    }
}
