package io.hawser.examples.client;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Sends each line of its input as a message, and prints the answer to each. */
@ClientEndpoint
public class LineClient {

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

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
        answers.add("Closed: " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
    }

    /**
     * Connects, and stays until the input ends.
     *
     * @param arguments where to, {@code ws://localhost:8080/echo} if there is none
     * @throws Exception if the connection cannot be opened, or fails
     */
    public static void main(String... arguments) throws Exception {
        URI uri = URI.create(arguments.length == 0 ? "ws://localhost:8080/echo" : arguments[0]);
        LineClient client = new LineClient();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        try (Session session = ContainerProvider.getWebSocketContainer().connectToServer(client, uri)) {
            for (String line = input.readLine(); line != null && session.isOpen(); line = input.readLine()) {
                session.getBasicRemote().sendText(line);
                System.out.println(client.answers.take());
            }
        }
    }
}
