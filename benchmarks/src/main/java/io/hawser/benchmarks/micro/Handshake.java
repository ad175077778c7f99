package io.hawser.benchmarks.micro;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.HeadReader;
import io.hawser.handshake.Headers;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Answers the opening handshake of a browser, from the bytes of the request to those of the response. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Handshake {

    private ByteBuffer request;

    /** For JMH. */
    public Handshake() {}

    /** Makes the request. */
    @Setup
    public void prepare() {
        request = ByteBuffer.wrap("""
                GET /chat/room-7?name=ann HTTP/1.1\r
                Host: chat.example.com\r
                Connection: Upgrade\r
                Pragma: no-cache\r
                Cache-Control: no-cache\r
                User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36\r
                Upgrade: websocket\r
                Origin: https://chat.example.com\r
                Sec-WebSocket-Version: 13\r
                Accept-Encoding: gzip, deflate, br\r
                Accept-Language: en-GB,en;q=0.9\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r
                \r
                """.getBytes(ISO_8859_1));
    }

    /**
     * Reads the request, checks it and writes the response.
     *
     * @return the response
     * @throws HandshakeException never
     */
    @Benchmark
    public byte[] answer() throws HandshakeException {
        UpgradeRequest read = HeadReader.ofRequest().read(request.position(0)).orElseThrow();
        return ServerHandshake.read(read).accept(null, List.of(), Headers.EMPTY).encode();
    }
}
