package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.servlet.app.FilteredApp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bytes of opening handshakes, behind a filter that wraps request and response. */
class HandshakeTest {

    private static Application deploy(Server server) throws IOException {
        return server.deploy("/filtered", server.war().classes(FilteredApp.class));
    }

    /** {@return status line and header fields of the answer} */
    private static List<String> answer(Server server, String... upgrade) throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            String request = "GET /filtered/echo HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", upgrade)
                    + "\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + "Sec-WebSocket-Version: 13\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .lines()
                    .takeWhile(line -> !line.isEmpty())
                    .toList();
        }
    }

    @OnEachServer
    void filterThatWrapsAndIsNotAsynchronousIsNoObstacle(Server server) throws Exception {
        try (Application application = deploy(server);
                Talk talk = application.talk("/echo")) {
            assertThat(talk.ask("hello")).isEqualTo("hello");
            assertThat(talk.ask("x".repeat(100_000))).hasSize(100_000);
        }
    }

    /** The answer announces no body, and has the header fields of filters. */
    @OnEachServer
    void answerHasNoBody(Server server) throws Exception {
        try (Application application = deploy(server)) {
            assertThat(answer(application.server(), "Upgrade: websocket"))
                    .contains("X-Filtered: yes", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .allSatisfy(line -> assertThat(line)
                            .doesNotStartWithIgnoringCase("content-")
                            .doesNotContain("chunked"))
                    .first()
                    .asString()
                    .startsWith("HTTP/1.1 101");
        }
    }

    @OnEachServer
    void upgradeMayBeAListOfSeveralLines(Server server) throws Exception {
        try (Application application = deploy(server)) {
            assertThat(answer(application.server(), "Upgrade: other/1", "Upgrade: websocket"))
                    .first()
                    .asString()
                    .startsWith("HTTP/1.1 101");
        }
    }

    @OnEachServer
    void endpointThatFailsToOpenIsClosed(Server server) throws Exception {
        try (Application application = deploy(server)) {
            for (int i = 0; i < 20; i++) {
                try (Talk talk = application.talk("/failing")) {
                    assertThat(talk.closeCode()).isEqualTo(1011);
                }
            }
        }
    }
}
