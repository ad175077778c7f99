package io.hawser.tck.browser;

import io.hawser.tck.Child;
import io.hawser.tck.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A headless browser with its own profile. */
public final class Browser implements AutoCloseable {

    private static final String READY = "DevTools listening on ";

    private final Path profile;
    private final Child process;
    private final DevTools tools;
    private final List<String> contexts = new ArrayList<>();

    /** Starts the browser. */
    public Browser() throws IOException {
        String program = Tool.BROWSER.program();
        profile = Files.createTempDirectory("hawser-browser");
        process = Child.start(
                profile,
                List.of(
                        program,
                        "--headless",
                        "--no-sandbox", // Chromium's sandbox does not work for root, which runs the tests in CI
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile));
        try {
            String line = process.nextLine();
            while (!line.startsWith(READY)) {
                line = process.nextLine();
            }
            tools = new DevTools(URI.create(line.substring(READY.length())));
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    /** Opens a window with its own storage. */
    public Window open(URI page, int width, int height, boolean phone) {
        String context =
                tools.call(null, "Target.createBrowserContext", Map.of()).getString("browserContextId");
        contexts.add(context);
        return open(context, page, width, height, phone);
    }

    /** Opens a window that shares the storage of another window. */
    public Window openBeside(Window other, URI page, int width, int height, boolean phone) {
        return open(other.context(), page, width, height, phone);
    }

    private Window open(String context, URI page, int width, int height, boolean phone) {
        String target = tools.call(
                        null, "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .getString("targetId");
        String session = tools.call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .getString("sessionId");
        Window window = new Window(tools, context, session);
        window.resize(width, height, phone);
        window.navigate(page);
        return window;
    }

    /** Closes every window. */
    public void closeWindows() {
        contexts.forEach(
                context -> tools.call(null, "Target.disposeBrowserContext", Map.of("browserContextId", context)));
        contexts.clear();
    }

    @Override
    public void close() throws IOException {
        tools.close();
        process.close();
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
