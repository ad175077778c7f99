package io.hawser.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The graceful shutdown of the server waits for HTTP requests, and not for WebSocket connections. */
@Timeout(60)
class GracefulTest {

    private static final String[] PROPERTIES = {
        "server.shutdown=graceful",
        // Longer than the test.
        "spring.lifecycle.timeout-per-shutdown-phase=1h",
        "hawser.shutdown-timeout=200ms"
    };

    @Test
    void sessionsEndWith1001AndNoConnectionDelaysTheShutdown() throws Exception {
        Application application = Application.run(Slow.class, PROPERTIES);
        JdkClient client = JdkClient.connect(application.port(), "/echo");
        assertThat(client.answer("there?")).isEqualTo("there?");
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), application.port())) {
            silent.getOutputStream().write("""
                    GET /echo HTTP/1.1\r
                    Host: localhost\r
                    Upgrade: websocket\r
                    Connection: Upgrade\r
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                    Sec-WebSocket-Version: 13\r
                    \r
                    """.getBytes(StandardCharsets.US_ASCII));
            assertThat(new BufferedReader(new InputStreamReader(silent.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine())
                    .startsWith("HTTP/1.1 101");
            application.close();
        }
        assertThat(client.closeCode()).isEqualTo(1001);
    }

    @Test
    void sessionsEndWhileARequestIsStillAnswered() throws Exception {
        Application application = Application.run(Slow.class, PROPERTIES);
        Slow.Pages pages = application.bean(Slow.Pages.class);
        JdkClient client = JdkClient.connect(application.port(), "/echo");
        CompletableFuture<HttpResponse<String>> answer = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + application.port() + "/slow"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        pages.begun.await();
        CompletableFuture<Void> shutdown = CompletableFuture.runAsync(application::close);
        assertThat(client.closeCode()).isEqualTo(1001);
        assertThat(answer).isNotDone();
        assertThat(shutdown).isNotDone();
        pages.mayEnd.countDown();
        assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("at last");
        shutdown.join();
    }

    /** An application with a page that is answered late. */
    @Import(Slow.Pages.class)
    static class Slow extends RawHandlers {

        /** The page. */
        @RestController
        static class Pages {

            private final CountDownLatch begun = new CountDownLatch(1);
            private final CountDownLatch mayEnd = new CountDownLatch(1);

            @GetMapping("/slow")
            String slow() throws InterruptedException {
                begun.countDown();
                mayEnd.await();
                return "at last";
            }
        }
    }
}
