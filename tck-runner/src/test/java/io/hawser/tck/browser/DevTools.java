package io.hawser.tck.browser;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Calls the commands of a browser over the Chrome DevTools Protocol. */
final class DevTools implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private final WebSocket socket;
    private int lastId;

    DevTools(URI uri) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, new Listener())
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Calls a command of the browser, or of one window if a session is given. */
    JsonObject call(String sessionId, String method, Map<String, ?> parameters) {
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        synchronized (this) {
            int id = ++lastId;
            waiting.put(id, answer);
            JsonObjectBuilder command = Json.createObjectBuilder()
                    .add("id", id)
                    .add("method", method)
                    .add("params", Json.createObjectBuilder(parameters));
            if (sessionId != null) {
                command.add("sessionId", sessionId);
            }
            socket.sendText(command.build().toString(), true).join();
        }
        JsonObject result = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (result.containsKey("error")) {
            throw new IllegalStateException(method + " failed: " + result.get("error"));
        }
        return result.getJsonObject("result");
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                JsonObject received =
                        Json.createReader(new StringReader(message.toString())).readObject();
                message.setLength(0);
                if (received.containsKey("id")) { // otherwise an event, which no test uses
                    waiting.remove(received.getInt("id")).complete(received);
                }
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket unused, int code, String reason) {
            end(new IllegalStateException("the browser has closed its DevTools: " + code + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket unused, Throwable failure) {
            end(failure);
        }

        private void end(Throwable failure) {
            waiting.values().forEach(answer -> answer.completeExceptionally(failure));
        }
    }
}
