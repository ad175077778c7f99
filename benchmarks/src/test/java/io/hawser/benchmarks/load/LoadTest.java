package io.hawser.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawser.benchmarks.minimal.MinimalEcho;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoadTest {

    /** So many messages: time alone would be too short on a busy machine. */
    private static final Pace SHORT = new Pace(Duration.ZERO, Duration.ofMinutes(1), 200);

    static Stream<Workload> loads() {
        return Stream.of(
                Workload.text("one", 1, 1, 32),
                Workload.text("deep", 5, 64, 32),
                Workload.binary("medium", "/echo", 3, 16, 1024),
                Workload.binary("large", "/large", 2, 1, 3 * 1024 * 1024),
                new Workload("connect", Workload.Shape.CONNECT, "/echo", 4, 0, 0, false, false));
    }

    private static Measurement measure(Workload workload, int port) throws IOException {
        return Load.measure(workload, port, SHORT, () -> Duration.ZERO);
    }

    @ParameterizedTest
    @MethodSource("loads")
    void aServerThatEchoesIsMeasured(Workload workload) throws IOException {
        try (MinimalEcho echo = MinimalEcho.start()) {
            Measurement measured = measure(workload, echo.port());
            assertThat(measured.messages()).isPositive();
            assertThat(measured.rate()).isPositive();
            assertThat(measured.time()).isPositive();
            if (workload.showsLatency()) {
                assertThat(measured.p50()).isPositive().isLessThanOrEqualTo(measured.p99());
            } else {
                assertThat(measured.p99()).isZero();
            }
        }
    }

    @Test
    void aLoadEndsAfterSoManyMessages() throws IOException {
        try (MinimalEcho echo = MinimalEcho.start()) {
            Pace pace = new Pace(Duration.ZERO, Duration.ofMinutes(1), 10);
            Measurement measured = Load.measure(Workload.text("one", 1, 1, 32), echo.port(), pace, () -> Duration.ZERO);
            assertThat(measured.time()).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void aServerWithoutCompressionIsNotMeasuredWithIt() throws IOException {
        try (MinimalEcho echo = MinimalEcho.start()) {
            Workload workload = new Workload("deflate", Workload.Shape.ECHO, "/echo", 1, 1, 1024, false, true);
            assertThatThrownBy(() -> measure(workload, echo.port()))
                    .isInstanceOf(LoadException.class)
                    .hasMessage("the server does not accept permessage-deflate");
        }
    }

    @Test
    void aServerThatIsNoneIsNotMeasured() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> refuse(server));
            thread.start();
            assertThatThrownBy(() -> measure(Workload.text("one", 1, 1, 32), server.getLocalPort()))
                    .isInstanceOf(LoadException.class)
                    .hasMessage("the server answers HTTP/1.1 404 Not Found");
            thread.join();
        }
    }

    private static void refuse(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 404 Not Found\r\n\r\n".getBytes());
            socket.shutdownOutput();
            while (socket.getInputStream().read() >= 0) {}
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noLoadIsWithoutBounds() {
        assertThatThrownBy(() -> new Pace(Duration.ZERO, Duration.ofHours(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pace(Duration.ofHours(1), Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pace(Duration.ZERO, Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
