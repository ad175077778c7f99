package io.hawser.examples.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.examples.echo.EchoServer;
import io.hawser.standalone.HawserServer;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LineClientTest {

    @Test
    void linesComeBackFromTheEchoServer() throws Exception {
        InputStream input = new ByteArrayInputStream("one\ntwo\n".getBytes(Charset.defaultCharset()));

        assertThat(printed(EchoServer.class, "echo", input)).containsExactly("one", "two", "Closed: 1000");
    }

    @Test
    void theClientEndsWithTheConnectionThoughItWaitsForInput() throws Exception {
        try (PipedOutputStream silent = new PipedOutputStream();
                PipedInputStream input = new PipedInputStream(silent)) {
            assertThat(printed(Leaving.class, "leaving", input)).containsExactly("Closed: 1001 going home");
        }
    }

    private static List<String> printed(Class<?> endpoint, String path, InputStream input) throws Exception {
        InputStream in = System.in;
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (HawserServer server = HawserServer.builder().addEndpoint(endpoint).start()) {
            System.setIn(input);
            System.setOut(new PrintStream(printed, true, Charset.defaultCharset()));
            LineClient.main(server.uri() + path);
        } finally {
            System.setIn(in);
            System.setOut(out);
        }
        return printed.toString(Charset.defaultCharset()).lines().toList();
    }

    /** Closes every session at once. */
    @ServerEndpoint("/leaving")
    public static class Leaving {

        /**
         * A client is there.
         *
         * @param session its session
         * @throws IOException if it cannot be closed
         */
        @OnOpen
        public void open(Session session) throws IOException {
            session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "going home"));
        }
    }
}
