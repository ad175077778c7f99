package io.hawser.tck.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The standalone chat, whose server is restarted while visitors use it. */
class BrowserChatTest extends BrowserChatContract {

    BrowserChatTest() {
        super(new StandaloneChat(), "standalone");
    }

    @Test
    void conversationSurvivesARestartOfTheServer() throws Exception {
        Window ann = enter(ANN, "storm");
        Window bob = enter(BOB, "storm");
        say(ann, "It blows");

        chat.stop();
        ann.until(OFFLINE);
        bob.until(OFFLINE);
        ann.untilText("#trouble-title", "The server cannot be reached.");
        ann.until("!document.querySelector('#trouble').hidden && !document.querySelector('#retry').hidden");
        ann.fill("#text", "I write while nobody listens");
        ann.pressEnter();
        assertThat(ann.evaluate("document.querySelector('#text').value").toString())
                .isEqualTo("\"I write while nobody listens\"");
        screenshot(ann, "offline-desktop");

        chat.start();
        ann.until(ONLINE);
        bob.until(ONLINE);
        ann.until("document.querySelector('#trouble').hidden");
        untilPresent(ann, ANN, BOB);
        ann.pressEnter();
        bob.untilText(".message:last-child .text", "I write while nobody listens");
        say(bob, "I do");
        List<String> all = List.of("It blows", "I write while nobody listens", "I do");
        untilHeard(ann, all);
        untilHeard(bob, all);
        screenshot(ann, "back-desktop");
    }
}
