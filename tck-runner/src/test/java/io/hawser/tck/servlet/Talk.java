package io.hawser.tck.servlet;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A connection of the JDK's own WebSocket client, which shares no code with Hawser. */
public final class Talk implements WebSocket.Listener, AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final boolean isDeaf;
    private WebSocket socket;

    private Talk(boolean isDeaf) {
        this.isDeaf = isDeaf;
    }

    /** Connects to a path of a server: header fields are names and values in turn. */
    public static Talk connect(int port, String path, String... headers) {
        return connect(new Talk(false), CLIENT, URI.create("ws://localhost:" + port + path), headers);
    }

    /** Connects. Reads neither messages nor a Close frame before {@link #listen}. */
    static Talk deaf(int port, String path) {
        return connect(new Talk(true), CLIENT, URI.create("ws://localhost:" + port + path));
    }

    /** Connects with TLS. */
    static Talk secure(Server.Secure server, String path) {
        return connect(new Talk(false), server.client(), URI.create("wss://localhost:" + server.port() + path));
    }

    private static Talk connect(Talk talk, HttpClient client, URI address, String... headers) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        talk.socket = builder.buildAsync(address, talk)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return talk;
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (!isDeaf) {
            opened.request(Long.MAX_VALUE);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
        text.append(part);
        if (isLast) {
            heard.add(text.toString());
            text.setLength(0);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean isLast) {
        text.append(".".repeat(part.remaining()));
        return onText(from, "", isLast);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
    }

    void listen() {
        socket.request(Long.MAX_VALUE);
    }

    /** Sends a text. */
    public Talk send(String message) {
        socket.sendText(message, true).join();
        return this;
    }

    /** {@return the next message} */
    public String next() {
        try {
            String message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing comes; the connection is closed: " + closed);
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@return the answer to a message} */
    public String ask(String message) {
        return send(message).next();
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    /** {@return the status of the answer to a handshake that fails, or 101 if it does not} */
    public static int handshakeStatus(int port, String path, String... headers) {
        try {
            connect(port, path, headers).close();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    /** {@return the close code of the server; waits for it} */
    public int closeCode() {
        return closed.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Closes with 1000, and waits for the answer. */
    void leave() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        closeCode();
    }

    @Override
    public void close() {
        try {
            if (isOpen() && !isDeaf) {
                socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                        .orTimeout(1, TimeUnit.SECONDS)
                        .join();
            }
        } catch (CompletionException e) {
            // The connection was about to close.
        } finally {
            socket.abort();
        }
    }
}
