package io.hawser.tck.ee;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.WirePeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A client of an application that speaks in bytes. */
final class Wire extends WirePeer {

    private String answer = "";

    private Wire(Socket socket) throws IOException {
        super(socket);
    }

    /** Connects; header fields are names and values in turn. */
    static Wire open(int port, String path, String... headers) throws IOException {
        Wire wire = new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        wire.write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        wire.answer = wire.head();
        assertThat(wire.answer).startsWith("HTTP/1.1 101 ");
        return wire;
    }

    /** {@return the head of the server's answer} */
    String answer() {
        return answer;
    }

    /** {@return the cookie of an HTTP session that the answer has set, as a request sends it} */
    Optional<String> cookie() {
        return answer.lines()
                .filter(line -> line.regionMatches(true, 0, "Set-Cookie: JSESSIONID=", 0, 23))
                .map(line -> line.substring("Set-Cookie: ".length()).split(";", 2)[0])
                .findFirst();
    }

    /** {@return the payload of the next message, which may have several frames} */
    byte[] message() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Frame frame;
        do {
            frame = next();
            assertThat(frame.opcode()).as("opcode of %s", frame).isLessThan(CLOSE);
            all.writeBytes(frame.payload());
        } while (!frame.isLast());
        return all.toByteArray();
    }

    /** {@return whether the server has ended the TCP connection; waits for something to come} */
    boolean isEnded() throws IOException {
        return in().read() < 0;
    }
}
