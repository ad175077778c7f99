package io.hawser.tck.browser;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** The chat with its page in Chromium, used like a person uses it. Each test has its own rooms. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class BrowserChatContract {

    static final String ANN = "ann";
    static final String BOB = "bob";
    static final String ONLINE = "document.body?.dataset.state === 'online'";
    static final String OFFLINE = "document.body?.dataset.state === 'offline'";
    private static final String MARKUP = "<script>document.title = 'taken'</script> & <b>bold</b>";

    final Chat chat;
    private final Path screenshots;
    private Browser browser;

    BrowserChatContract(Chat chat, String name) {
        this.chat = chat;
        this.screenshots = Path.of("target", "screenshots", name);
    }

    @BeforeAll
    void startBrowser() throws IOException {
        browser = new Browser();
    }

    @AfterAll
    void stop() throws Exception {
        try {
            chat.stop();
        } finally {
            if (browser != null) {
                browser.close();
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        chat.start();
    }

    @AfterEach
    void closeWindows() {
        browser.closeWindows();
    }

    @Test
    void twoWindowsTalk() throws Exception {
        Window ann = enter(ANN, "tide");
        Window bob = enter(BOB, "tide");
        untilPresent(ann, ANN, BOB);
        untilPresent(bob, BOB, ANN);

        say(ann, "Is the tide with us? \ud83c\udf0a");
        say(bob, MARKUP);
        List<String> exchanged = List.of("Is the tide with us? \ud83c\udf0a", MARKUP);
        untilHeard(ann, exchanged);
        untilHeard(bob, exchanged);
        assertThat(ann.texts(".own .text")).containsExactly(exchanged.get(0));
        assertThat(bob.texts(".own .text")).containsExactly(exchanged.get(1));
        assertThat(ann.text("title")).isEqualTo("#tide \u00b7 Hawser Chat");
        screenshot(ann, "chat-desktop");
    }

    @Test
    void newcomerReadsWhatWasSaidBefore() throws Exception {
        Window ann = enter(ANN, "past");
        for (int number = 1; number <= 52; number++) {
            say(ann, "message " + number);
        }
        Window bob = enter(BOB, "past");
        assertThat(bob.texts(".text")).hasSize(50).startsWith("message 3").endsWith("message 52");
    }

    @Test
    void secondVisitorOfANameGetsAnother() throws Exception {
        Window first = enter(ANN, "twins");
        Window second = enter(ANN, "twins");
        untilPresent(first, "ann", "ann 2");
        untilPresent(second, "ann 2", "ann");
    }

    @Test
    void linkLeadsToItsRoomAndRoomsAreApart() throws Exception {
        Window ann = enter(ANN, "harbour");
        Window bob = enter(BOB, "galley");
        say(bob, "only for the galley");
        untilPresent(ann, ANN);

        ann.click("a[href='#galley']");
        untilHeard(ann, List.of("only for the galley"));
        untilPresent(bob, BOB, ANN);
        ann.click("a[href='#harbour']");
        untilHeard(ann, List.of());
        untilPresent(bob, BOB);
        assertThat(bob.texts(".notice bdi")).containsExactly("ann joined", "ann left");
    }

    @Test
    void nothingIsWiderThanAPhone() throws Exception {
        String room = "a-room-with-a-rather-long-name-too";
        Window phone = browser.open(URI.create(chat.uri() + "#" + room), 390, 844, true);
        chat.untilAsked(phone);
        assertFits(phone);
        screenshot(phone, "first-phone");
        chat.answer(phone, chat.longName(), room);
        phone.until(ONLINE);
        say(phone, "w".repeat(300));
        say(phone, MARKUP);
        assertFits(phone);
        screenshot(phone, "chat-phone");
        phone.click("#open-side");
        phone.until("getComputedStyle(document.querySelector('#side')).translate === '0px'");
        assertFits(phone);
        screenshot(phone, "menu-phone");
        phone.click("#close-side");
        chat.stop();
        phone.until(OFFLINE);
        assertFits(phone);
        screenshot(phone, "offline-phone");
    }

    final Browser browser() {
        return browser;
    }

    /** Opens a window and goes to a room. */
    final Window enter(String name, String room) throws IOException {
        Window window = browser.open(URI.create(chat.uri() + "#" + room), 1280, 800, false);
        chat.untilAsked(window);
        screenshot(window, "first-desktop");
        chat.answer(window, name, room);
        window.until(ONLINE);
        window.until("location.hash === '#" + room + "'");
        return window;
    }

    final void screenshot(Window window, String name) throws IOException {
        window.screenshot(screenshots.resolve(name + ".png"));
    }

    static void say(Window window, String text) {
        window.fill("#text", text);
        window.pressEnter();
        window.until("[...document.querySelectorAll('.own .text')].at(-1)?.textContent === " + json(text));
    }

    static void untilHeard(Window window, List<String> texts) {
        window.until("JSON.stringify([...document.querySelectorAll('.text')].map((text) => text.textContent)) === "
                + json(json(texts)));
    }

    static void untilPresent(Window window, String... names) {
        window.until(
                "JSON.stringify([...document.querySelectorAll('#people bdi')].map((name) => name.textContent)) === "
                        + json(json(List.of(names))));
    }

    private static void assertFits(Window window) {
        String rightmost = "Math.max(document.documentElement.scrollWidth,"
                + " ...[...document.querySelectorAll('h1, p, button, input, textarea, .bubble, .notice, #trouble')]"
                + ".filter((element) => element.checkVisibility({ visibilityProperty: true }))"
                + ".map((element) => element.getBoundingClientRect().right))";
        assertThat(((JsonNumber) window.evaluate(rightmost)).doubleValue()).isLessThanOrEqualTo(390);
        String scrollable = "[...document.querySelectorAll('#scroller, #side, #join')]"
                + ".filter((element) => element.scrollWidth > element.clientWidth).map((element) => element.id)";
        assertThat(window.evaluate(scrollable).asJsonArray()).isEmpty();
    }

    private static String json(String text) {
        return Json.createValue(text).toString();
    }

    private static String json(List<String> texts) {
        return Json.createArrayBuilder(texts).build().toString();
    }
}
