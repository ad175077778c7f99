package io.hawser.tck.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A client that speaks in frames, for what no well-behaved client does. */
final class RawPeer implements AutoCloseable {

    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CONTINUATION = 0x0;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;
    /** Added to an opcode where the frame ends a message. */
    static final int FIN = 0x80;

    private final Socket socket;
    private final DataInputStream in;

    /** A frame that came. */
    record Frame(int opcode, byte[] payload) {

        String text() {
            return new String(payload, UTF_8);
        }

        /** {@return the code of a Close frame, or 1005 where it has none} */
        int closeCode() {
            assertThat(opcode).isEqualTo(CLOSE);
            return payload.length == 0
                    ? 1005
                    : Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
        }
    }

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        // So that a test that would wait for ever fails instead.
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Connects, with the opening handshake. */
    static RawPeer connect(Site site, String path) throws IOException {
        RawPeer peer = new RawPeer(
                new Socket(InetAddress.getLoopbackAddress(), site.server().port()));
        peer.write(("GET /app" + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n\r\n")
                .getBytes(UTF_8));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) peer.in.readUnsignedByte());
        }
        assertThat(head).startsWith("HTTP/1.1 101 ");
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

    static byte[] frame(int firstByte, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** {@return the next frame; waits for it} */
    Frame next() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        return new Frame(first & 0xF, in.readNBytes(length));
    }

    /** Sends nothing more, and goes on reading. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Goes before the test ends, so that the server has nobody to wait for. */
    void leave() throws IOException {
        close();
    }

    /** Breaks the connection. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
