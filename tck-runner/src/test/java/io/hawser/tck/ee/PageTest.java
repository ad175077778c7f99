package io.hawser.tck.ee;

import io.hawser.tck.browser.Browser;
import io.hawser.tck.browser.Window;
import java.io.IOException;

/** A page of the application in Chromium, with the origin and the header fields that a browser sends. */
class PageTest {

    @OnEachEeServer
    void pageTalksToAnEndpointUntilTheApplicationEnds(EeApplication application) throws Exception {
        try (Browser browser = new Browser()) {
            Window window;
            try (EeApplication shown = application.beside("shown", EeWar.whole())) {
                window = open(browser, shown);
                window.until("document.title === 'open'");
                window.fill("#text", "Is the tide with us? \ud83c\udf0a");
                window.pressEnter();
                window.untilText("#heard", "red7:Is the tide with us? \ud83c\udf0a");
            }
            window.until("document.title === 'closed with 1001'");
        }
    }

    private static Window open(Browser browser, EeApplication application) throws IOException {
        return browser.open(application.http("/room.html"), 1280, 800, false);
    }
}
