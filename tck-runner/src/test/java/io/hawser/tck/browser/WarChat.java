package io.hawser.tck.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.Child;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The chat as a WAR, in a servlet container in a separate process. Visitors log in. */
final class WarChat implements Chat {

    private static final Pattern OPEN = Pattern.compile("The application is open at http://localhost:(\\d+)/ .*");

    private final String module;
    private final String serverClass;
    private Child server;
    private int port;

    /**
     * @param module the folder of the server in examples
     * @param serverClass the main class of the server
     */
    WarChat(String module, String serverClass) {
        this.module = module;
        this.serverClass = serverClass;
    }

    @Override
    public void start() throws IOException {
        if (server != null) {
            return;
        }
        Path examples = Path.of("..", "examples").toRealPath();
        Path classPath = examples.resolve(module).resolve("target/class-path.txt");
        Path war = examples.resolve("war/target/hawser-examples-war.war");
        assertThat(List.of(classPath, war))
                .as("what `mvn -pl examples/%s -am package` makes", module)
                .allMatch(Files::exists);
        server = Child.start(
                examples.resolve(module),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        examples.resolve(module).resolve("target/classes")
                                + System.getProperty("path.separator")
                                + Files.readString(classPath),
                        "io.hawser.examples.server.OneApplication",
                        serverClass,
                        Integer.toString(port),
                        war.toString()));
        Matcher open = OPEN.matcher(server.nextLine());
        while (!open.matches()) {
            open = OPEN.matcher(server.nextLine());
        }
        port = Integer.parseInt(open.group(1));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    public URI uri() {
        return URI.create("http://localhost:" + port + "/");
    }

    @Override
    public String longName() {
        return "ann";
    }

    @Override
    public void untilAsked(Window window) {
        // The script of the login page keeps the room.
        window.until("document.readyState === 'complete' && document.querySelector('#login') !== null");
    }

    @Override
    public void answer(Window window, String name, String room) {
        window.fill("#user", name);
        window.fill("#password", name);
        window.pressEnter();
    }
}
