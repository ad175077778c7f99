package io.hawser.tck.http;

import io.hawser.examples.chat.ChatEndpoint;
import io.hawser.examples.chat.ChatServer;
import io.hawser.standalone.HawserServer;
import io.hawser.tck.servlet.Application;
import io.hawser.tck.servlet.Server;
import jakarta.json.Json;
import jakarta.json.spi.JsonProvider;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The page and the endpoint of the chat on a server.
 *
 * @param name the name of the server
 * @param uri the URI of the page
 * @param isServletContainer whether the server itself answers requests that are not for an endpoint
 * @param running ends the server or the application
 */
record Site(String name, String uri, boolean isServletContainer, Closeable running) implements Closeable {

    static Site standalone() throws Exception {
        HawserServer server = ChatServer.start(0);
        return new Site("standalone", server.httpUri().toString(), false, server::close);
    }

    static Site deployedTo(Server server) throws IOException {
        try (InputStream page = ChatServer.class.getResourceAsStream("page/index.html")) {
            Application application = server.deploy(
                    "/site",
                    server.war()
                            .jarsOf(
                                    ChatEndpoint.class,
                                    Json.class,
                                    JsonProvider.provider().getClass())
                            .file("index.html", new String(page.readAllBytes(), StandardCharsets.UTF_8)));
            return new Site(server.toString(), application.http("/").toString(), true, application::close);
        }
    }

    /** {@return the beginning of the answer; a servlet container may send no reason phrase} */
    String statusLine(int code, String reason) {
        return "HTTP/1.1 " + code + (isServletContainer ? "" : " " + reason);
    }

    @Override
    public void close() throws IOException {
        running.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
