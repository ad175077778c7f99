package io.hawser.tck.ee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hawser.Setting;
import io.hawser.tck.servlet.Talk;
import java.time.Duration;
import java.util.List;

/** The beginning and the end of applications. */
class LifeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int GOING_AWAY = 1001;
    private static final String CLIENT = "hawser-client";
    /** More are for those who have the time: {@code -Dee.redeployments=50}. */
    private static final int TIMES = Integer.getInteger("ee.redeployments", 3);

    @OnEachEeServer
    void undeploymentClosesConnectionsAndTheApplicationComesBack(EeApplication application) throws Exception {
        call(application);
        int clientThreads = threads(application, CLIENT).size();
        for (int i = 0; i < TIMES; i++) {
            Talk talk;
            Talk member;
            try (EeApplication again = application.beside("again", EeWar.whole())) {
                talk = again.talk("/echo");
                assertThat(talk.ask("hello")).isEqualTo("hello");
                member = again.talk("/echo", "Cookie", EeApplication.cookie(again.get("/account?do=begin&mark=red")));
                assertThat(member.ask("hello")).isEqualTo("hello");
                call(again);
            }
            assertThat(talk.closeCode()).isEqualTo(GOING_AWAY);
            assertThat(member.closeCode()).isEqualTo(GOING_AWAY);
            talk.close();
            member.close();
        }
        await().untilAsserted(() -> {
            assertThat(threads(application, "hawser/again")).isEmpty();
            // Those of this application, whose client may end meanwhile.
            assertThat(threads(application, CLIENT)).hasSizeLessThanOrEqualTo(clientThreads);
        });
        if (application.server().forgetsApplications()) {
            assertForgotten(application);
        }
    }

    /** Uses the application as a client, of itself. */
    private static void call(EeApplication application) {
        try (Talk talk = application.talk("/caller")) {
            assertThat(talk.ask("ws://localhost:" + application.port() + application.path("/echo")))
                    .isEqualTo("a call by io.hawser.session.WebSocketSession");
        }
    }

    /** {@return the threads of the server whose names begin so} */
    private static List<String> threads(EeApplication application, String prefix) {
        try (Talk talk = application.talk("/threads")) {
            return talk.ask(prefix).lines().toList();
        }
    }

    private static void assertForgotten(EeApplication application) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (int i = 0; i < application.server().threadsThatRemember(); i++) {
                try (Talk talk = application.talk("/echo")) {
                    talk.ask("hello");
                }
            }
            // This one, and one that the server may keep until it deploys the next one.
            try (Talk memory = application.talk("/memory")) {
                assertThat(count(memory, "io.hawser.servlet.ServletApplication"))
                        .isBetween(1, 2);
                // Constants, which are there as long as the classes.
                assertThat(count(memory, Setting.class.getName()) / Setting.values().length)
                        .isBetween(1, 2);
            }
        });
    }

    private static int count(Talk memory, String className) {
        return Integer.parseInt(memory.ask(className));
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
