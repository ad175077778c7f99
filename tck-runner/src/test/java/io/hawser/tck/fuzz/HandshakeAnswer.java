package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The answer of a server to an opening handshake.
 *
 * @param status the status; 0 if the answer has none, as in HTTP/0.9
 * @param accept {@code Sec-WebSocket-Accept}, if present
 * @param subprotocol {@code Sec-WebSocket-Protocol}, if present
 * @param extensions whether {@code Sec-WebSocket-Extensions} is present
 */
record HandshakeAnswer(int status, Optional<String> accept, Optional<String> subprotocol, boolean extensions) {

    private static final int PATIENCE = 30_000;

    /** Sends the bytes of a request to a port of this machine, and reads the head of the response. */
    static HandshakeAnswer of(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // A test that would wait for ever fails after this time.
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return parse(head(socket.getInputStream()));
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (c == '\n' && head.indexOf("\r\n\r\n") >= 0) {
                break;
            }
        }
        return head.toString();
    }

    private static HandshakeAnswer parse(String head) {
        List<String> lines = head.lines().toList();
        int status =
                !head.startsWith("HTTP/") ? 0 : Integer.parseInt(lines.get(0).split(" ")[1]);
        return new HandshakeAnswer(
                status,
                value(lines, "sec-websocket-accept:"),
                value(lines, "sec-websocket-protocol:"),
                value(lines, "sec-websocket-extensions:").isPresent());
    }

    private static Optional<String> value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst();
    }

    @Override
    public String toString() {
        return status + subprotocol.map(name -> " " + name).orElse("") + (extensions ? " with extensions" : "");
    }
}
