package io.hawser.examples.client;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Sends each line of its input as a message, and prints the answer to each. */
@ClientEndpoint
public class LineClient {

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

    /**
     * A message came.
     *
     * @param text the message
     */
    @OnMessage
    public void message(String text) {
        answers.add(text);
    }

    /**
     * The connection has ended.
     *
     * @param reason why
     */
    @OnClose
    public void close(CloseReason reason) {
        closed.complete(reason);
    }

    /** Sends each line when the one before it is answered, and closes the session after the last. */
    private void talk(Session session) {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        try (session) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                session.getBasicRemote().sendText(line);
                System.out.println(answers.take());
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("Not sent: " + e.getMessage());
        }
    }

    /**
     * Connects, and stays until the input or the connection ends.
     *
     * @param arguments where to, {@code ws://localhost:8080/echo} if there is none
     * @throws Exception if the connection cannot be opened, or fails
     */
    public static void main(String... arguments) throws Exception {
        URI uri = URI.create(arguments.length == 0 ? "ws://localhost:8080/echo" : arguments[0]);
        LineClient client = new LineClient();
        Session session = ContainerProvider.getWebSocketContainer().connectToServer(client, uri);
        // A daemon, since it may wait for input when the connection has ended.
        Thread talking = new Thread(() -> client.talk(session), "input");
        talking.setDaemon(true);
        talking.start();
        CloseReason reason = client.closed.get();
        System.out.println(("Closed: " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase()).strip());
    }
}
