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

/** A client that has Autobahn's fuzzing server try all cases with it. Any implementation of the API will do. */
public final class ClientCases {

    /** Hears one message. */
    @ClientEndpoint
    public static final class Answer {

        private final CompletableFuture<String> message = new CompletableFuture<>();

        @OnMessage
        public void onMessage(String text) {
            message.complete(text);
        }

        /** Nothing comes any more. */
        @OnClose
        public void onClose() {
            message.complete("");
        }
    }

    private ClientCases() {}

    /** Runs the cases of the server at a URI as an agent. */
    public static void main(String[] arguments) throws Exception {
        run(URI.create(arguments[0]), arguments[1]);
        System.exit(0); // Implementations may have left threads.
    }

    /** Runs the cases, and has the reports written. */
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
