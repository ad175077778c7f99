package io.hawser.examples.lowlevel;

import io.hawser.handshake.ClientHandshake;
import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.HeadReader;
import io.hawser.handshake.Headers;
import io.hawser.handshake.UpgradeResponse;
import io.hawser.protocol.CloseStatus;
import io.hawser.protocol.ConnectionEnd;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Sends texts over a plain socket, each when the one before it is answered, and prints the answers. */
public final class SocketClient implements ConnectionEnd.Messages {

    private final ConnectionEnd end = new ConnectionEnd(Role.CLIENT, 1 << 20, this);
    private final Iterator<String> texts;

    private SocketClient(List<String> texts) {
        this.texts = texts.iterator();
    }

    @Override
    public void text(String message) throws ProtocolException {
        System.out.println(message);
        sendNext();
    }

    @Override
    public void binary(ByteBuffer message) throws ProtocolException {
        throw new ProtocolException(CloseStatus.UNSUPPORTED_DATA, "only text is understood here");
    }

    private void sendNext() throws ProtocolException {
        if (texts.hasNext()) {
            end.writer().text(texts.next());
        } else {
            end.close(new CloseStatus(CloseStatus.NORMAL, ""));
        }
    }

    private CloseStatus talk(URI uri) throws IOException, HandshakeException, ProtocolException {
        ClientHandshake handshake = ClientHandshake.of(uri, List.of(), List.of(), Headers.EMPTY);
        if (handshake.uri().secure()) {
            throw new IllegalArgumentException("wss needs an SSLSocket");
        }
        try (Socket socket = new Socket(handshake.uri().host(), handshake.uri().port())) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(handshake.request().encode());
            ByteBuffer input = ByteBuffer.allocate(8192);
            HeadReader<UpgradeResponse> head = HeadReader.ofResponse();
            Optional<UpgradeResponse> response = Optional.empty();
            while (response.isEmpty() && receive(socket, input)) {
                response = head.read(input);
            }
            handshake.verify(response.orElseThrow(() -> new EOFException("no response")));
            sendNext();
            do {
                end.receive(input); // at first what came behind the response
                out.write(end.take());
            } while (!end.mustCloseTcp() && receive(socket, input));
            end.inputEnded();
            return end.outcome();
        }
    }

    private static boolean receive(Socket socket, ByteBuffer input) throws IOException {
        int count = socket.getInputStream().read(input.array());
        input.clear().limit(Math.max(count, 0));
        return count >= 0;
    }

    /**
     * Connects, and stays until the connection ends.
     *
     * @param arguments where to, a {@code ws} URI, and the texts
     * @throws Exception if the connection cannot be opened, or fails
     */
    public static void main(String... arguments) throws Exception {
        List<String> texts = List.of(arguments).subList(1, arguments.length);
        System.out.println("Closed: " + new SocketClient(texts).talk(URI.create(arguments[0])));
    }
}
