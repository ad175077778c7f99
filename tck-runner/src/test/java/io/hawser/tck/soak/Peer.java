package io.hawser.tck.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hawser.tck.WirePeer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A client of a {@link Place} that sends and receives bytes. */
final class Peer extends WirePeer {

    /** A small receive buffer. */
    private static final int NARROW = 4 * 1024;

    private final Socket socket;

    private Peer(Socket socket) throws IOException {
        super(socket);
        this.socket = socket;
    }

    static Peer connect(Place place) throws IOException {
        return connect(place, new Socket());
    }

    /** Connects with a socket that has a small receive buffer. */
    static Peer connectNarrow(Place place) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(NARROW);
        return connect(place, socket);
    }

    private static Peer connect(Place place, Socket socket) throws IOException {
        try {
            socket.connect(new InetSocketAddress("127.0.0.1", place.port()));
            return new Peer(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Opens a session. */
    static Peer open(Place place, String path) throws IOException {
        return connect(place).shakeHands(path);
    }

    Peer shakeHands(String path) throws IOException {
        return shakeHands(path, "");
    }

    /**
     * Opens a session.
     *
     * @param fields additional header fields, each with its line end
     */
    Peer shakeHands(String path, String fields) throws IOException {
        try {
            open(handshake(path, fields));
            return this;
        } catch (IOException | AssertionError e) {
            close();
            throw e;
        }
    }

    /** Opens a session, and returns the extensions that the server has accepted. */
    String negotiate(String path, String offer) throws IOException {
        write(handshake(path, "Sec-WebSocket-Extensions: " + offer + "\r\n").getBytes(UTF_8));
        String head = head();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("the handshake is refused: " + head);
        }
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "Sec-WebSocket-Extensions:", 0, 25))
                .findFirst()
                .orElse("");
    }

    static String handshake(String path, String fields) {
        String plain = handshakeFor(Place.CONTEXT + path);
        return plain.substring(0, plain.length() - 2) + fields + "\r\n";
    }

    Peer send(byte[]... pieces) throws IOException {
        for (byte[] piece : pieces) {
            write(piece);
        }
        return this;
    }

    /** Sends a text message. */
    Peer text(String message) throws IOException {
        return send(frame(FIN | TEXT, message.getBytes(UTF_8)));
    }

    /** Sends a Close frame. */
    Peer closing(int code) throws IOException {
        return send(
                frame(FIN | CLOSE, ByteBuffer.allocate(2).putShort((short) code).array()));
    }

    /** {@return the next frame that is not a ping or pong; answers pings} */
    Frame nextOfData() throws IOException {
        Frame frame = next();
        while (frame.opcode() == PING || frame.opcode() == PONG) {
            if (frame.opcode() == PING) {
                write(frame(FIN | PONG, frame.payload()));
            }
            frame = next();
        }
        return frame;
    }

    /** {@return the answer to a text message} */
    String ask(String message) throws IOException {
        return text(message).nextOfData().text();
    }

    /** Reads up to the end of input or a reset. */
    void drain() throws IOException {
        try {
            while (in().read() >= 0) {
                // The input is dropped.
            }
        } catch (EOFException | SocketException reset) {
            // The end is reached.
        }
    }

    /** Limits the wait for input. */
    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /** {@return the first frame before the end of input that is neither ping nor pong; empty if there is none} */
    Optional<Frame> untilEnd() throws IOException {
        try {
            Frame frame = next();
            while (frame.opcode() == PING || frame.opcode() == PONG) {
                frame = next();
            }
            return Optional.of(frame);
        } catch (EOFException end) {
            return Optional.empty();
        }
    }
}
