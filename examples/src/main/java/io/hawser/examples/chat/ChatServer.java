package io.hawser.examples.chat;

import io.hawser.standalone.HawserServer;

/** Serves the chat and its page. Ctrl-C stops it, and tells every visitor so. */
public final class ChatServer {

    private ChatServer() {}

    /**
     * Starts the server and keeps it running.
     *
     * @param arguments the port, 8080 if there is none
     * @throws Exception if the server cannot start
     */
    public static void main(String... arguments) throws Exception {
        int port = arguments.length == 0 ? 8080 : Integer.parseInt(arguments[0]);
        try (HawserServer server = start(port)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            System.out.println("The chat is open at " + server.httpUri() + " (Ctrl-C to stop)");
            server.awaitClosed();
        }
    }

    /**
     * Starts the server.
     *
     * @param port the port on this machine, 0 for any that is free
     * @return the server, to be closed by the caller
     * @throws Exception if the server cannot start
     */
    public static HawserServer start(int port) throws Exception {
        return HawserServer.builder()
                .port(port)
                .addEndpoint(ChatEndpoint.class)
                .staticFiles(ChatServer.class, "page")
                .start();
    }
}
