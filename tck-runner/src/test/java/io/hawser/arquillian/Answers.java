package io.hawser.arquillian;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that records its messages. */
@ClientEndpoint
public class Answers {

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    @OnMessage
    public void keep(String message) {
        messages.add(message);
    }

    /** {@return the answer of the endpoint at a path below a base to a message} */
    static String to(String message, URL base, String path)
            throws DeploymentException, IOException, InterruptedException {
        Answers answers = new Answers();
        URI address = URI.create(base.toString().replaceFirst("http", "ws") + path);
        try (Session session = ContainerProvider.getWebSocketContainer().connectToServer(answers, address)) {
            session.getBasicRemote().sendText(message);
            return answers.messages.poll(10, TimeUnit.SECONDS);
        }
    }
}
