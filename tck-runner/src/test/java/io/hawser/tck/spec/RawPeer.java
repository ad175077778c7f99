package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hawser.tck.WirePeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A client of a {@link Site} that sends and receives frames. */
final class RawPeer extends WirePeer {

    private RawPeer(Socket socket) throws IOException {
        super(socket);
    }

    /** Connects, with the opening handshake. */
    static RawPeer connect(Site site, String path) throws IOException {
        RawPeer peer = new RawPeer(
                new Socket(InetAddress.getLoopbackAddress(), site.server().port()));
        peer.open(handshakeFor("/app" + path));
        return peer;
    }

    RawPeer send(int firstByte, String payload) throws IOException {
        return send(firstByte, payload.getBytes(UTF_8));
    }

    /** Sends a frame with a mask of zeros. */
    RawPeer send(int firstByte, byte[] payload) throws IOException {
        write(frame(firstByte, payload));
        return this;
    }

    /** Ends the connection before the test ends. So the server does not wait for it. */
    void leave() throws IOException {
        close();
    }
}
