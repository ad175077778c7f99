package io.hawser.tck.browser;

import io.hawser.examples.chat.ChatServer;
import io.hawser.standalone.HawserServer;
import java.net.URI;

/** The chat as the standalone example: visitors choose their names. */
final class StandaloneChat implements Chat {

    private HawserServer server;
    private int port;

    @Override
    public void start() throws Exception {
        if (server == null) {
            server = ChatServer.start(port);
            port = server.port();
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    public URI uri() {
        return server.httpUri();
    }

    @Override
    public String longName() {
        return "A name that is quite long";
    }

    @Override
    public void untilAsked(Window window) {
        window.until("document.querySelector('#join').open");
    }

    @Override
    public void answer(Window window, String name, String room) {
        window.fill("#name", name);
        window.fill("#room", room);
        window.pressEnter();
    }
}
