package io.hawser.tck.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;

/** A client that speaks in bytes. */
final class Peer implements AutoCloseable {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;
    /** Added to an opcode where the frame ends a message. */
    static final int FIN = 0x80;

    private static final int MASKED = 0x80;

    private final Socket socket;
    private final Site site;
    private final String name;
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

        /** {@return the reason of a Close frame} */
        String reason() {
            return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, UTF_8);
        }
    }

    Peer(Socket socket, Site site, String name) throws IOException {
        this.socket = socket;
        this.site = site;
        this.name = name;
        // So that a test that would wait for ever fails instead.
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** {@return by what the application knows this connection} */
    String name() {
        return name;
    }

    Site site() {
        return site;
    }

    /** {@return the opening handshake for an endpoint} */
    String handshake(String path) {
        return "GET " + Site.CONTEXT + path + "?" + name + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n";
    }

    /** Opens a session. */
    Peer shakeHands(String path) throws IOException {
        send(handshake(path).getBytes(UTF_8));
        assertThat(head()).startsWith("HTTP/1.1 101");
        return this;
    }

    /** {@return what an HTTP message begins with, up to the empty line} */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** {@return a frame with a mask of zeros} */
    static byte[] frame(int firstByte, byte[] payload) {
        return concat(header(firstByte, payload.length), payload);
    }

    static byte[] frame(int firstByte, String payload) {
        return frame(firstByte, payload.getBytes(UTF_8));
    }

    /** {@return a frame without its payload, with a mask of zeros} */
    static byte[] header(int firstByte, long length) {
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

    static byte[] concat(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    /** {@return a piece of bytes so many times} */
    static byte[] repeat(byte[] piece, int times) {
        ByteBuffer all = ByteBuffer.allocate(piece.length * times);
        for (int i = 0; i < times; i++) {
            all.put(piece);
        }
        return all.array();
    }

    Peer send(byte[]... pieces) throws IOException {
        for (byte[] piece : pieces) {
            socket.getOutputStream().write(piece);
        }
        return this;
    }

    /** Sends byte by byte, each in a packet of its own as far as the system lets it. */
    Peer sendSlowly(byte[] bytes) throws IOException {
        for (byte octet : bytes) {
            socket.getOutputStream().write(octet);
        }
        return this;
    }

    /** Sends a text message. */
    Peer text(String message) throws IOException {
        return send(frame(FIN | TEXT, message));
    }

    /** {@return the next frame; waits for it} */
    Frame next() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        int length = second;
        if (second == 126) {
            length = in.readUnsignedShort();
        } else if (second == 127) {
            length = Math.toIntExact(in.readLong());
        }
        return new Frame(first & 0xF, in.readNBytes(length));
    }

    /** Reads the first byte of what comes. */
    void begin() throws IOException {
        in.readUnsignedByte();
    }

    /** {@return the next frame that is no ping or pong} */
    Frame nextMessage() throws IOException {
        Frame frame = next();
        while (frame.opcode() == PING || frame.opcode() == PONG) {
            frame = next();
        }
        return frame;
    }

    /** {@return the answer to a text message} */
    String ask(String message) throws IOException {
        return text(message).nextMessage().text();
    }

    /**
     * {@return everything up to the end of input, but for empty pongs, which mean nothing: Tomcat may have to be given
     * some until it calls and lets the connection be closed}
     */
    byte[] rest() throws IOException {
        byte[] all = in.readAllBytes();
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        for (int at = 0; at < all.length; at++) {
            boolean pong = (all[at] & 0xFF) == (FIN | PONG) && (at + 1 == all.length || all[at + 1] == 0);
            if (pong) {
                at++;
            } else {
                rest.write(all[at]);
            }
        }
        return rest.toByteArray();
    }

    /** {@return what comes up to the end of input, be it in order or a reset} */
    String untilEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException reset) {
            // It is there.
        }
        return all.toString(UTF_8);
    }

    /** Sends nothing more, and goes on reading. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Breaks the connection. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Closes those that were opened. */
    static void closeAll(Peer... peers) throws IOException {
        for (Peer peer : peers) {
            if (peer != null) {
                peer.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
