package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.UnaryOperator;

/** A client that is none of ours: the one of the JDK. */
final class JdkClient implements WebSocket.Listener {

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<ByteBuffer> binaries = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder parts = new StringBuilder();
    private WebSocket socket;

    static JdkClient connect(int port, String path) {
        return connect(port, path, builder -> builder);
    }

    static JdkClient connect(int port, String path, UnaryOperator<WebSocket.Builder> with) {
        JdkClient client = new JdkClient();
        client.socket = with.apply(HttpClient.newHttpClient().newWebSocketBuilder())
                .buildAsync(URI.create("ws://localhost:" + port + path), client)
                .join();
        return client;
    }

    /** {@return the status of the answer to a handshake with a header field, which is refused} */
    static int refusal(int port, String path, String header, String value) {
        try {
            connect(port, path, builder -> builder.header(header, value)).close();
            return 101;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(WebSocketHandshakeException.class);
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    void send(byte... bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    void close() {
        socket.sendClose(1000, "").join();
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    String text() throws InterruptedException {
        return arrived(texts);
    }

    ByteBuffer binary() throws InterruptedException {
        return arrived(binaries);
    }

    /** {@return the next text after a question has been sent} */
    String answer(String question) throws InterruptedException {
        send(question);
        return text();
    }

    /** {@return the code with which the session has ended} */
    int closeCode() throws Exception {
        return closed.get(20, TimeUnit.SECONDS);
    }

    private static <T> T arrived(BlockingQueue<T> queue) throws InterruptedException {
        T message = queue.poll(20, TimeUnit.SECONDS);
        assertThat(message).as("a message").isNotNull();
        return message;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            texts.add(parts.toString());
            parts.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        binaries.add(ByteBuffer.allocate(data.remaining()).put(data).flip());
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }
}
