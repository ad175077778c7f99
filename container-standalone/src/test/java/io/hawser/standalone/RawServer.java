package io.hawser.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that sends and receives bytes. */
public final class RawServer implements AutoCloseable {

    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: (\\S+)");

    private final ServerSocket listener;

    /** The script of the server for a connection. */
    public interface Script {
        void play(RawPeer client) throws Exception;
    }

    public RawServer(InetAddress address) throws IOException {
        listener = new ServerSocket(0, 10, address);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Runs a script on the next connection. */
    public void serve(Script script) {
        Thread thread = new Thread(() -> {
            try (RawPeer client = new RawPeer(listener.accept())) {
                script.play(client);
            } catch (Exception e) {
                // The client side of the test reports the failure.
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** {@return the 101 response to a request} */
    public static byte[] accepting(String request) throws Exception {
        Matcher key = KEY.matcher(request);
        assertThat(key.find()).isTrue();
        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        return ("HTTP/1.1 101 Switching Protocols\r\n"
                        + "Upgrade: websocket\r\n"
                        + "Connection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
