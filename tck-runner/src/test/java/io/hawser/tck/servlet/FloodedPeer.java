package io.hawser.tck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.WirePeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A peer that requests more output than the system buffers, and reads only its beginning. */
final class FloodedPeer extends WirePeer {

    private FloodedPeer(Socket socket) throws IOException {
        super(socket);
    }

    private static Socket narrow(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(new InetSocketAddress("localhost", port));
        return socket;
    }

    static FloodedPeer plain(Server server) throws IOException {
        return new FloodedPeer(narrow(server.port()));
    }

    static FloodedPeer secure(Server.Secure server) throws IOException {
        return new FloodedPeer(server.client()
                .sslContext()
                .getSocketFactory()
                .createSocket(narrow(server.port()), "localhost", server.port(), true));
    }

    void flood(String target) throws IOException {
        open(handshakeFor(target));
        write(frame(FIN | TEXT, "flood".getBytes(StandardCharsets.UTF_8)));
        assertThat(in().readUnsignedByte()).isNotEqualTo(FIN | TEXT);
    }
}
