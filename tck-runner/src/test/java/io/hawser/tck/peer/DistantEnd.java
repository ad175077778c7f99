package io.hawser.tck.peer;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;

/** An end in another process, which obeys commands in JSON. */
abstract class DistantEnd implements End {

    abstract void write(String command) throws IOException;

    abstract String read() throws IOException;

    @Override
    public final void sendText(String text) throws IOException {
        obey("text", Map.of("text", text));
    }

    @Override
    public final void sendEveryCharacter() throws IOException {
        obey("every character", Map.of());
    }

    @Override
    public final void sendBinary(int size) throws IOException {
        obey("binary", Map.of("size", size));
    }

    @Override
    public final void sendFragments(List<String> parts) throws IOException {
        obey("fragments", Map.of("parts", parts));
    }

    @Override
    public final void ping(String data) throws IOException {
        obey("ping", Map.of("data", data));
    }

    @Override
    public final void close(int code, String reason) throws IOException {
        obey("close", Map.of("code", code, "reason", reason));
    }

    private void obey(String command, Map<String, ?> arguments) throws IOException {
        write(Json.createObjectBuilder(arguments).add("do", command).build().toString());
    }

    @Override
    public final JsonObject next() throws IOException {
        String line = read();
        if (!line.startsWith("{")) {
            throw new AssertionError(this + " says: " + line);
        }
        return Json.createReader(new StringReader(line)).readObject();
    }
}
