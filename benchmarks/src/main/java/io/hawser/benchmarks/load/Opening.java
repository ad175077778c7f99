package io.hawser.benchmarks.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** The opening handshake: one request for all connections, so one answer is right (RFC 6455, section 4.1). */
final class Opening {

    private static final String KEY = Base64.getEncoder().encodeToString("hawser-benchmark".getBytes(ISO_8859_1));
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MAX_HEAD = 16 * 1024;

    private final byte[] request;
    private final String accept;
    private final boolean deflate;

    Opening(String path, int port, boolean deflate) {
        this.deflate = deflate;
        this.accept = accept(KEY);
        this.request = ("GET " + path + " HTTP/1.1\r\n"
                        + "Host: 127.0.0.1:" + port + "\r\n"
                        + "Upgrade: websocket\r\n"
                        + "Connection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: " + KEY + "\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + (deflate ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "")
                        + "\r\n")
                .getBytes(ISO_8859_1);
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    ByteBuffer request() {
        return ByteBuffer.wrap(request);
    }

    /**
     * Reads the head of a response.
     *
     * @param head what has come of it so far; what follows it is left in {@code in}
     * @param in more of it
     * @return whether it has come whole, and opens the connection
     * @throws LoadException where it is no answer to the request
     */
    boolean read(StringBuilder head, ByteBuffer in) throws LoadException {
        while (in.hasRemaining()) {
            head.append((char) (in.get() & 0xFF));
            int length = head.length();
            if (length >= 4 && head.lastIndexOf("\r\n\r\n") == length - 4) {
                check(head.toString());
                return true;
            }
            if (length > MAX_HEAD) {
                throw new LoadException("the head of the response does not end");
            }
        }
        return false;
    }

    private void check(String head) throws LoadException {
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new LoadException(
                    "the server answers " + head.lines().findFirst().orElseThrow());
        }
        String accepted = "";
        String extensions = "";
        for (String line : head.split("\r\n", -1)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("sec-websocket-accept:")) {
                accepted = line.substring(line.indexOf(':') + 1).strip();
            } else if (lower.startsWith("sec-websocket-extensions:")) {
                extensions = lower;
            }
        }
        if (!accepted.equals(accept)) {
            throw new LoadException("Sec-WebSocket-Accept is " + accepted + " instead of " + accept);
        }
        if (deflate && !extensions.contains("permessage-deflate")) {
            throw new LoadException("the server does not accept permessage-deflate");
        }
    }
}
