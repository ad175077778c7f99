package io.hawser.tck.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.examples.chat.ChatServer;
import io.hawser.standalone.HawserServer;
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
import org.junit.jupiter.api.Timeout;

/** The chat example as people meet it: its page in Chromium, its server restarted under their hands. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserChatTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String ONLINE = "document.body.dataset.state === 'online'";
    private static final String OFFLINE = "document.body.dataset.state === 'offline'";
    private static final String MARKUP = "<script>document.title = 'taken'</script> & <b>bold</b>";

    private static Browser browser;

    private HawserServer server;

    @BeforeAll
    static void startBrowser() throws IOException {
        browser = new Browser();
    }

    @AfterAll
    static void stopBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void startServer() throws Exception {
        server = ChatServer.start(0);
    }

    @AfterEach
    void stop() {
        browser.closeWindows();
        server.close();
    }

    @Test
    void twoWindowsTalkAndSurviveARestartOfTheServer() throws Exception {
        Window ada = desktop();
        Window grace = desktop();
        enter(ada, "Ada", "Harbour");
        enter(grace, "Grace", "harbour");
        untilPresent(ada, "Ada", "Grace");
        untilPresent(grace, "Grace", "Ada");

        say(ada, "Is the tide with us? \ud83c\udf0a");
        say(grace, MARKUP);
        List<String> exchanged = List.of("Is the tide with us? \ud83c\udf0a", MARKUP);
        untilHeard(ada, exchanged);
        untilHeard(grace, exchanged);
        assertThat(ada.texts(".own .text")).containsExactly(exchanged.get(0));
        assertThat(grace.texts(".own .text")).containsExactly(exchanged.get(1));
        assertThat(ada.text("title")).isEqualTo("#harbour \u00b7 Hawser Chat");
        ada.screenshot(SCREENSHOTS.resolve("chat-desktop.png"));

        int port = server.port();
        server.close();
        ada.until(OFFLINE);
        grace.until(OFFLINE);
        ada.untilText("#trouble-title", "The server cannot be reached.");
        ada.until("!document.querySelector('#trouble').hidden && !document.querySelector('#retry').hidden");
        ada.fill("#text", "I write while nobody listens");
        ada.pressEnter();
        assertThat(ada.evaluate("document.querySelector('#text').value").toString())
                .isEqualTo("\"I write while nobody listens\"");
        ada.screenshot(SCREENSHOTS.resolve("offline-desktop.png"));

        server = ChatServer.start(port);
        ada.until(ONLINE);
        grace.until(ONLINE);
        ada.until("document.querySelector('#trouble').hidden");
        untilPresent(ada, "Ada", "Grace");
        ada.pressEnter();
        grace.untilText(".message:last-child .text", "I write while nobody listens");
        say(grace, "I do");
        List<String> all = List.of(exchanged.get(0), exchanged.get(1), "I write while nobody listens", "I do");
        untilHeard(ada, all);
        untilHeard(grace, all);
        ada.screenshot(SCREENSHOTS.resolve("back-desktop.png"));
    }

    @Test
    void newcomerReadsWhatWasSaidBefore() throws Exception {
        Window ada = desktop();
        enter(ada, "Ada", "galley");
        for (int number = 1; number <= 52; number++) {
            say(ada, "message " + number);
        }
        Window grace = desktop();
        enter(grace, "Grace", "galley");
        assertThat(grace.texts(".text")).hasSize(50).startsWith("message 3").endsWith("message 52");
    }

    @Test
    void secondVisitorOfANameGetsAnother() throws Exception {
        Window first = desktop();
        Window second = desktop();
        enter(first, "Ada", "harbour");
        enter(second, "ada", "harbour");
        untilPresent(first, "Ada", "ada 2");
        untilPresent(second, "ada 2", "Ada");
    }

    @Test
    void linkLeadsToItsRoomAndRoomsAreApart() throws Exception {
        Window ada = desktop();
        enter(ada, "Ada", "harbour");
        Window grace = browser.open(URI.create(server.httpUri() + "#galley"), 1280, 800, false);
        enter(grace, "Grace", "galley");
        say(grace, "only for the galley");
        untilPresent(ada, "Ada");

        ada.click("a[href='#galley']");
        untilHeard(ada, List.of("only for the galley"));
        untilPresent(grace, "Grace", "Ada");
        ada.click("a[href='#harbour']");
        untilHeard(ada, List.of());
        untilPresent(grace, "Grace");
        assertThat(grace.texts(".notice bdi")).containsExactly("Ada came in", "Ada left");
    }

    @Test
    void nothingIsWiderThanAPhone() throws Exception {
        Window phone = browser.open(server.httpUri(), 390, 844, true);
        phone.until("document.querySelector('#join').open");
        assertFits(phone);
        phone.screenshot(SCREENSHOTS.resolve("join-phone.png"));
        enter(phone, "A name that is quite long", "a-room-with-a-rather-long-name-too");
        say(phone, "w".repeat(300));
        say(phone, MARKUP);
        assertFits(phone);
        phone.screenshot(SCREENSHOTS.resolve("chat-phone.png"));
        phone.click("#open-side");
        phone.until("getComputedStyle(document.querySelector('#side')).translate === '0px'");
        assertFits(phone);
        phone.screenshot(SCREENSHOTS.resolve("menu-phone.png"));
        phone.click("#close-side");
        server.close();
        phone.until(OFFLINE);
        assertFits(phone);
        phone.screenshot(SCREENSHOTS.resolve("offline-phone.png"));
    }

    private Window desktop() {
        return browser.open(server.httpUri(), 1280, 800, false);
    }

    private static void enter(Window window, String name, String room) {
        window.until("document.querySelector('#join').open");
        window.fill("#name", name);
        window.fill("#room", room);
        window.pressEnter();
        window.until(ONLINE);
    }

    private static void say(Window window, String text) {
        window.fill("#text", text);
        window.pressEnter();
        window.until("[...document.querySelectorAll('.own .text')].at(-1)?.textContent === " + json(text));
    }

    private static void untilHeard(Window window, List<String> texts) {
        window.until("JSON.stringify([...document.querySelectorAll('.text')].map((text) => text.textContent)) === "
                + json(json(texts)));
    }

    private static void untilPresent(Window window, String... names) {
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
        String scrollable = "['#scroller', '#side', '#join'].filter((selector) =>"
                + " document.querySelector(selector).scrollWidth > document.querySelector(selector).clientWidth)";
        assertThat(window.evaluate(scrollable).asJsonArray()).isEmpty();
    }

    private static String json(String text) {
        return Json.createValue(text).toString();
    }

    private static String json(List<String> texts) {
        return Json.createArrayBuilder(texts).build().toString();
    }
}
