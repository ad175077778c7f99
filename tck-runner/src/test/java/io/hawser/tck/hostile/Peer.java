package io.hawser.tck.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.tck.WirePeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;

/** A client of a {@link Site} that may be hostile. */
final class Peer extends WirePeer {

    private final Site site;
    private final String name;

    Peer(Socket socket, Site site, String name) throws IOException {
        super(socket);
        this.site = site;
        this.name = name;
    }

    /** {@return the id of this connection in the application} */
    String name() {
        return name;
    }

    Site site() {
        return site;
    }

    /** {@return the opening handshake for an endpoint} */
    String handshake(String path) {
        return handshakeFor(Site.CONTEXT + path + "?" + name);
    }

    /** Opens a session. */
    Peer shakeHands(String path) throws IOException {
        open(handshake(path));
        return this;
    }

    static byte[] frame(int firstByte, String payload) {
        return frame(firstByte, payload.getBytes(UTF_8));
    }

    /** {@return bytes repeated a number of times} */
    static byte[] repeat(byte[] piece, int times) {
        ByteBuffer all = ByteBuffer.allocate(piece.length * times);
        for (int i = 0; i < times; i++) {
            all.put(piece);
        }
        return all.array();
    }

    Peer send(byte[]... pieces) throws IOException {
        for (byte[] piece : pieces) {
            write(piece);
        }
        return this;
    }

    /** Sends byte by byte, each in its own packet if the system allows it. */
    Peer sendSlowly(byte[] bytes) throws IOException {
        for (byte octet : bytes) {
            write(new byte[] {octet});
        }
        return this;
    }

    /** Sends a text message. */
    Peer text(String message) throws IOException {
        return send(frame(FIN | TEXT, message));
    }

    /** Reads the first received byte. */
    void begin() throws IOException {
        in().readUnsignedByte();
    }

    /** {@return the next frame that is not a ping or pong} */
    Frame nextMessage() throws IOException {
        Frame frame = next();
        while (frame.opcode() == PING || frame.opcode() == PONG) {
            frame = next();
        }
        return frame;
    }

    /** Waits until the server has read all sent bytes. No other frame may arrive meanwhile. */
    Peer settle() throws IOException {
        send(frame(FIN | PING, "so far"));
        Frame pong = next();
        while (pong.opcode() == PONG && pong.payload().length == 0) {
            // A server may send pongs that answer nothing (RFC 6455, 5.5.3).
            pong = next();
        }
        assertThat(pong.opcode()).isEqualTo(PONG);
        assertThat(pong.text()).isEqualTo("so far");
        return this;
    }

    /** {@return the answer to a text message} */
    String ask(String message) throws IOException {
        return text(message).nextMessage().text();
    }

    /** {@return all bytes up to the end of input} */
    byte[] rest() throws IOException {
        return in().readAllBytes();
    }

    /** {@return all bytes up to the end of input or a reset} */
    String untilEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in().transferTo(all);
        } catch (SocketException reset) {
            // The end is reached.
        }
        return all.toString(UTF_8);
    }

    /** Closes the opened connections. */
    static void closeAll(Peer... peers) throws IOException {
        for (Peer peer : peers) {
            if (peer != null) {
                peer.close();
            }
        }
    }
}
