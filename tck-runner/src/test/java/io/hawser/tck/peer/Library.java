package io.hawser.tck.peer;

import io.hawser.tck.Child;
import io.hawser.tck.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A WebSocket library of another language, with the script that drives it. */
enum Library {
    /** {@code websockets} for Python. */
    PYTHON {
        @Override
        List<String> script(String name) throws IOException, InterruptedException {
            String python = Tool.PYTHON.program();
            try {
                Child.run(SCRIPTS, List.of(python, "-c", "import websockets"));
            } catch (IOException e) {
                throw new IOException(python + " has no websockets: " + Tool.PYTHON.remedy(), e);
            }
            return List.of(python, SCRIPTS.resolve("python/" + name + ".py").toString());
        }
    },
    /** {@code ws} for Node. */
    NODE {
        @Override
        List<String> script(String name) throws IOException, InterruptedException {
            String node = Tool.NODE.program();
            String npm = Tool.NPM.program();
            Path folder = Files.createDirectories(Path.of("target", "node").toAbsolutePath());
            try (Stream<Path> files = Files.list(SCRIPTS.resolve("node"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Path installed = folder.resolve("node_modules/ws");
            if (Files.notExists(installed)) {
                Child.run(folder, List.of(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
            }
            return List.of(node, folder.resolve(name + ".mjs").toString());
        }
    };

    private static final Path SCRIPTS = Path.of("src", "test").toAbsolutePath();

    /** {@return the command that starts a script, without its arguments, after the dependencies were installed} */
    abstract List<String> script(String name) throws IOException, InterruptedException;
}
