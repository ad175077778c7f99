package io.hawser.examples.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.examples.echo.EchoServer;
import io.hawser.standalone.HawserServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LineClientTest {

    @Test
    void linesComeBackFromTheEchoServer() throws Exception {
        InputStream in = System.in;
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (HawserServer server =
                HawserServer.builder().port(0).endpoint(EchoServer.class).start()) {
            System.setIn(new ByteArrayInputStream("one\ntwo\n".getBytes(Charset.defaultCharset())));
            System.setOut(new PrintStream(printed, true, Charset.defaultCharset()));
            LineClient.main(server.uri() + "echo");
        } finally {
            System.setIn(in);
            System.setOut(out);
        }
        assertThat(printed.toString(Charset.defaultCharset()).lines()).containsExactly("one", "two");
    }
}
