package io.hawser.tck.browser;

import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One window of a browser, used as a person uses it. */
public final class Window {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DevTools tools;
    private final String context;
    private final String session;

    Window(DevTools tools, String context, String session) {
        this.tools = tools;
        this.context = context;
        this.session = session;
        // Each window has the focus.
        call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
    }

    /** {@return the name of the storage, which windows can share} */
    String context() {
        return context;
    }

    /** Sets the size of a device. */
    public void resize(int width, int height, boolean phone) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    }

    /** Sets the preferred colour scheme, {@code light} or {@code dark}. */
    public void prefer(String colorScheme) {
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", colorScheme);
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** Opens a page. */
    public void navigate(URI page) {
        call("Page.navigate", Map.of("url", page.toString()));
        until("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** Waits until an expression of JavaScript is true. */
    public void until(String condition) {
        await(condition)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> evaluate(condition).equals(JsonValue.TRUE));
    }

    /** Waits until an element shows exactly this text. */
    public void untilText(String selector, String text) {
        await(selector + " shows " + text).atMost(PATIENCE).until(() -> text(selector), text::equals);
    }

    /** {@return the text of the first such element, empty if there is none} */
    public String text(String selector) {
        return ((JsonString) evaluate("document.querySelector(" + quoted(selector) + ")?.textContent.trim() ?? ''"))
                .getString();
    }

    /** {@return the texts of all such elements, in their order} */
    public List<String> texts(String selector) {
        return evaluate("[...document.querySelectorAll(" + quoted(selector) + ")].map((found) => found.textContent)")
                .asJsonArray()
                .getValuesAs(JsonString::getString);
    }

    /** {@return the value of an expression of JavaScript} */
    public JsonValue evaluate(String expression) {
        JsonObject answer =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new IllegalStateException(expression + " failed: " + answer.get("exceptionDetails"));
        }
        return answer.getJsonObject("result").getOrDefault("value", JsonValue.NULL);
    }

    /** Replaces the text of a field. */
    public void fill(String selector, String text) {
        evaluate("document.querySelector(" + quoted(selector) + ").select()");
        evaluate("document.querySelector(" + quoted(selector) + ").focus()");
        call("Input.insertText", Map.of("text", text));
    }

    /** Presses and releases Enter. */
    public void pressEnter() {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", "Enter", "code", "Enter", "windowsVirtualKeyCode", 13, "text", "\r"));
        }
    }

    /** Clicks an element. */
    public void click(String selector) {
        evaluate("document.querySelector(" + quoted(selector) + ").click()");
    }

    /** Saves a screenshot as a PNG file. */
    public void screenshot(Path file) throws IOException {
        call("Page.bringToFront", Map.of()); // a hidden window is not painted
        String image = call("Page.captureScreenshot", Map.of("format", "png")).getString("data");
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(image));
    }

    private JsonObject call(String method, Map<String, ?> parameters) {
        return tools.call(session, method, parameters);
    }

    private static String quoted(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }
}
