package io.hawser.examples.echo;

import io.hawser.standalone.HawserServer;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Sends every text message back to where it came from. */
@ServerEndpoint("/echo")
public class EchoServer {

    /**
     * A message came.
     *
     * @param text the message
     * @return the answer
     */
    @OnMessage
    public String echo(String text) {
        return text;
    }

    /**
     * Starts the server and keeps it running.
     *
     * @param arguments the port, 8080 if there is none
     * @throws Exception if the server cannot start
     */
    public static void main(String... arguments) throws Exception {
        int port = arguments.length == 0 ? 8080 : Integer.parseInt(arguments[0]);
        try (HawserServer server =
                HawserServer.builder().port(port).addEndpoint(EchoServer.class).start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            System.out.println("Echo at " + server.uri() + "echo (Ctrl-C to stop)");
            server.awaitClosed();
        }
    }
}
