package io.hawser.tck.peer;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An event that an end of a connection reports. Hawser's end and the foreign end use the same form. */
final class Heard {

    private Heard() {}

    static JsonObject open() {
        return event("open").build();
    }

    static JsonObject text(String text) {
        return message("text", text.getBytes(StandardCharsets.UTF_8));
    }

    static JsonObject binary(byte[] data) {
        return message("binary", data);
    }

    static JsonObject pong(String data) {
        return event("pong").add("data", data).build();
    }

    static JsonObject closed(int code, String reason) {
        return event("closed").add("code", code).add("reason", reason).build();
    }

    static JsonObject error(Throwable failure) {
        return event("error").add("message", failure.toString()).build();
    }

    private static JsonObject message(String event, byte[] data) {
        return event(event)
                .add("length", data.length)
                .add("digest", digest(data))
                .build();
    }

    private static JsonObjectBuilder event(String event) {
        return Json.createObjectBuilder().add("event", event);
    }

    private static String digest(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
