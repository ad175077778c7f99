package io.hawser.examples.lowlevel;

import io.hawser.handshake.HandshakeException;
import io.hawser.handshake.HeadReader;
import io.hawser.handshake.Headers;
import io.hawser.handshake.ServerHandshake;
import io.hawser.handshake.UpgradeRequest;
import io.hawser.protocol.ConnectionEnd;
import io.hawser.protocol.ProtocolException;
import io.hawser.protocol.Role;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Sends every message back, over a plain socket: an object and a thread for each connection. */
public final class SocketServer implements ConnectionEnd.Messages {

    private final ConnectionEnd end = new ConnectionEnd(Role.SERVER, 1 << 20, this);

    @Override
    public void text(String message) throws ProtocolException {
        end.writer().text(message);
    }

    @Override
    public void binary(ByteBuffer message) throws ProtocolException {
        end.writer().binary(message);
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(60_000);
            talk(socket, socket.getOutputStream());
            // To close while bytes of the peer are unread would be a reset, which may overtake the last answer.
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("Lost: " + e.getMessage());
        }
    }

    private void talk(Socket socket, OutputStream out) throws IOException {
        ByteBuffer input = ByteBuffer.allocate(8192);
        try {
            HeadReader<UpgradeRequest> head = HeadReader.ofRequest();
            Optional<UpgradeRequest> request = Optional.empty();
            while (request.isEmpty() && receive(socket, input)) {
                request = head.read(input);
            }
            ServerHandshake handshake = ServerHandshake.read(request.orElseThrow(() -> new EOFException("no request")));
            out.write(handshake.accept(null, List.of(), Headers.EMPTY).encode());
        } catch (HandshakeException e) {
            out.write(e.response().encode());
            return;
        }
        do {
            end.receive(input); // at first what came behind the request
            out.write(end.take());
        } while (!end.mustCloseTcp() && receive(socket, input));
    }

    private static boolean receive(Socket socket, ByteBuffer input) throws IOException {
        int count = socket.getInputStream().read(input.array());
        input.clear().limit(Math.max(count, 0));
        return count >= 0;
    }

    /**
     * Starts the server and keeps it running.
     *
     * @param arguments the port, 8080 if there is none
     * @throws IOException if the server cannot start
     */
    public static void main(String... arguments) throws IOException {
        int port = arguments.length == 0 ? 8080 : Integer.parseInt(arguments[0]);
        try (ServerSocket listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            System.out.println("Echo at ws://localhost:" + listening.getLocalPort() + "/ (Ctrl-C to stop)");
            while (true) {
                Socket socket = listening.accept();
                new Thread(() -> new SocketServer().serve(socket)).start();
            }
        }
    }
}
