package io.hawser.tck.peer;

import io.hawser.tck.Child;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The other end of a connection: a script on a foreign library, that obeys commands and says what it hears. */
final class ForeignEnd implements AutoCloseable {

    private final Child process;

    /** Starts the script. */
    ForeignEnd(List<String> script, String... arguments) throws IOException {
        List<String> command =
                Stream.concat(script.stream(), Stream.of(arguments)).toList();
        process = Child.start(Path.of("").toAbsolutePath(), command);
    }

    void sendText(String text) {
        obey("text", Map.of("text", text));
    }

    void sendEveryCharacter() {
        obey("every character", Map.of());
    }

    void sendBinary(int size) {
        obey("binary", Map.of("size", size));
    }

    void sendFragments(List<String> parts) {
        obey("fragments", Map.of("parts", parts));
    }

    void ping(String data) {
        obey("ping", Map.of("data", data));
    }

    void close(int code, String reason) {
        obey("close", Map.of("code", code, "reason", reason));
    }

    private void obey(String command, Map<String, ?> arguments) {
        process.write(
                Json.createObjectBuilder(arguments).add("do", command).build().toString());
    }

    /** {@return what it has heard next} */
    JsonObject next() {
        String line = process.nextLine();
        if (!line.startsWith("{")) {
            throw new AssertionError("the script says: " + line);
        }
        return Json.createReader(new StringReader(line)).readObject();
    }

    @Override
    public void close() {
        process.close();
    }
}
