package io.hawser.tck.peer;

import io.hawser.tck.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The other end of a connection: a script that uses a foreign library. */
final class ForeignEnd extends DistantEnd {

    private final Child process;

    /** Starts the script. */
    ForeignEnd(List<String> script, String... arguments) throws IOException {
        List<String> command =
                Stream.concat(script.stream(), Stream.of(arguments)).toList();
        process = Child.start(Path.of("").toAbsolutePath(), command);
    }

    @Override
    void write(String command) {
        process.write(command);
    }

    @Override
    String read() {
        return process.nextLine();
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return "the script";
    }
}
