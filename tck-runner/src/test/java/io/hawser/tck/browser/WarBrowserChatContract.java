package io.hawser.tck.browser;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The chat in a servlet container, with login and logout. */
abstract class WarBrowserChatContract extends BrowserChatContract {

    WarBrowserChatContract(String module, String serverClass) {
        super(new WarChat(module, serverClass), module);
    }

    @Test
    void wrongPasswordIsAskedForAgain() throws Exception {
        Window window = browser().open(chat.uri(), 1280, 800, false);
        chat.untilAsked(window);
        window.fill("#user", ANN);
        window.fill("#password", "wrong");
        window.pressEnter();
        window.untilText("#words", "There is nobody of this name and password.");
        screenshot(window, "login-failed-desktop");
        chat.answer(window, ANN, "harbour");
        window.until(ONLINE);
    }

    @Test
    void whoLogsOutIsToldSoInAllWindowsAndOthersStay() throws Exception {
        Window ann = enter(ANN, "quay");
        Window bob = enter(BOB, "quay");
        Window second = browser().openBeside(ann, chat.uri(), 1280, 800, false);
        second.until(ONLINE);
        ann.click("#log-out");
        untilLoggedOut(ann);
        untilLoggedOut(second);
        screenshot(ann, "logged-out-desktop");
        ann.resize(390, 844, true);
        screenshot(ann, "logged-out-phone");
        untilPresent(bob, BOB);
        assertThat(bob.evaluate(ONLINE)).isEqualTo(JsonValue.TRUE);

        logInAgain(ann, "quay");
        untilPresent(bob, BOB, ANN);
    }

    @Test
    void serverThatComesBackWantsALogin() throws Exception {
        Window ann = enter(ANN, "storm");
        chat.stop();
        ann.until(OFFLINE);
        chat.start();
        untilLoggedOut(ann);
        logInAgain(ann, "storm");
    }

    private static void untilLoggedOut(Window window) {
        window.untilText("#trouble-title", "You are logged out.");
        window.until("document.body?.dataset.state === 'refused' && document.querySelector('#retry').hidden");
    }

    private void logInAgain(Window window, String room) throws IOException {
        window.click("#log-in");
        chat.untilAsked(window);
        chat.answer(window, ANN, room);
        window.until(ONLINE);
        window.until("location.hash === '#" + room + "'");
    }
}
