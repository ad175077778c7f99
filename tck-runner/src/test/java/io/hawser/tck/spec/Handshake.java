package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer of a server to an opening handshake in bytes.
 *
 * @param status the status of the response
 * @param headers its header fields, with names in any case
 */
record Handshake(int status, Map<String, List<String>> headers) {

    /** Sends an opening handshake with further header fields, and ends the connection. */
    static Handshake with(Site site, String path, String... fields) throws IOException {
        int port = site.server().port();
        StringBuilder request = new StringBuilder("GET /app" + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // A test that would wait for ever fails after this time.
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(UTF_8));
            return read(socket.getInputStream());
        }
    }

    private static Handshake read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection has ended after " + head);
            }
            head.append((char) next);
        }
        String[] lines = head.toString().split("\r\n");
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.computeIfAbsent(lines[i].substring(0, colon), unused -> new ArrayList<>())
                    .add(lines[i].substring(colon + 1).strip());
        }
        return new Handshake(Integer.parseInt(lines[0].split(" ")[1]), headers);
    }

    /** {@return the values of a header field in one line, which is empty if the field is missing} */
    String header(String name) {
        return String.join(", ", headers.getOrDefault(name, List.of()));
    }
}
