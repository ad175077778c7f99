package io.hawser.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A client that sends and receives bytes, for behaviour that well-behaved clients do not have. */
public abstract class WirePeer implements AutoCloseable {

    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;
    /** Added to an opcode if the frame ends a message. */
    public static final int FIN = 0x80;

    /** Added to the opcode that begins a compressed message. */
    public static final int RSV1 = 0x40;

    private static final int MASKED = 0x80;

    private final Socket socket;
    private final DataInputStream in;

    /** A received frame. */
    public record Frame(int firstByte, byte[] payload) {

        /** {@return the opcode} */
        public int opcode() {
            return firstByte & 0xF;
        }

        /** {@return whether it ends a message} */
        public boolean isLast() {
            return (firstByte & FIN) != 0;
        }

        /** {@return whether it has the bit that begins a compressed message} */
        public boolean isCompressed() {
            return (firstByte & RSV1) != 0;
        }

        /** {@return the payload as text} */
        public String text() {
            return new String(payload, UTF_8);
        }

        /** {@return the code of a Close frame, or 1005 if it has none} */
        public int closeCode() {
            assertThat(opcode()).isEqualTo(CLOSE);
            return payload.length == 0
                    ? 1005
                    : Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
        }

        /** {@return the reason of a Close frame} */
        public String reason() {
            return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, UTF_8);
        }
    }

    protected WirePeer(Socket socket) throws IOException {
        this.socket = socket;
        // A test that would wait for ever fails after this time.
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** {@return the opening handshake for a path with its query} */
    protected static String handshakeFor(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n";
    }

    /** Sends the opening handshake, and reads the 101 response. */
    protected final void open(String handshake) throws IOException {
        write(handshake.getBytes(UTF_8));
        assertThat(head()).startsWith("HTTP/1.1 101 ");
    }

    /** {@return the head of an HTTP message, up to the empty line} */
    public final String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** {@return a frame with a mask of zeros} */
    public static byte[] frame(int firstByte, byte[] payload) {
        return concat(header(firstByte, payload.length), payload);
    }

    /** {@return a frame without its payload, with a mask of zeros} */
    public static byte[] header(int firstByte, long length) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) firstByte);
        if (length >= 0 && length < 126) {
            header.put((byte) (MASKED | (int) length));
        } else if (length >= 0 && length < 0x10000) {
            header.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            header.put((byte) (MASKED | 127)).putLong(length);
        }
        header.putInt(0).flip();
        byte[] bytes = new byte[header.remaining()];
        header.get(bytes);
        return bytes;
    }

    /** {@return the concatenation of byte arrays} */
    public static byte[] concat(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    /** Sends bytes. */
    public final void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** {@return the next frame; waits for it} */
    public final Frame next() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        return new Frame(first, in.readNBytes(length));
    }

    /** {@return received bytes} */
    protected final DataInputStream in() {
        return in;
    }

    /** Ends the output, and can still read. */
    public final void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Resets the connection. */
    public final void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public final void close() throws IOException {
        socket.close();
    }
}
