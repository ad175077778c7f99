package io.hawser.tck.autobahn;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A client that runs all cases of Autobahn's fuzzing server, on any implementation of the API. */
public final class ClientCases {

    /** Receives one message. */
    @ClientEndpoint
    public static final class Answer {

        private final CompletableFuture<String> message = new CompletableFuture<>();

        @OnMessage
        public void onMessage(String text) {
            message.complete(text);
        }

        /** No further message arrives. */
        @OnClose
        public void onClose() {
            message.complete("");
        }
    }

    private ClientCases() {}

    /** Runs the cases of the server at a URI, as a named agent. */
    public static void main(String[] arguments) throws Exception {
        run(URI.create(arguments[0]), arguments[1]);
        System.exit(0); // Implementations may leave threads running.
    }

    /** Runs the cases, and lets the server write the reports. */
    static void run(URI server, String agent)
            throws DeploymentException, IOException, InterruptedException, ExecutionException {
        WebSocketContainer container = ContainerProvider.getWebSocketContainer();
        int count = Integer.parseInt(ask(container, server.resolve("/getCaseCount")));
        for (int number = 1; number <= count; number++) {
            Echo echo = new Echo();
            container.connectToServer(echo, server.resolve("/runCase?case=" + number + "&agent=" + agent));
            echo.awaitClose();
        }
        ask(container, server.resolve("/updateReports?agent=" + agent));
    }

    private static String ask(WebSocketContainer container, URI uri)
            throws DeploymentException, IOException, InterruptedException, ExecutionException {
        Answer answer = new Answer();
        container.connectToServer(answer, uri);
        return answer.message.get();
    }
}
