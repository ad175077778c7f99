package io.hawser.tck.idle;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client on a bare socket: without extensions, with short messages. */
final class Visitor implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;

    private final SocketChannel channel;
    private final DataInputStream input;

    /** Connects. */
    Visitor(URI uri) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
        channel.socket().setSoTimeout(PATIENCE_MILLIS);
        input = new DataInputStream(channel.socket().getInputStream());
        String request = """
                GET %s HTTP/1.1
                Host: %s
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """.formatted(uri.getPath(), uri.getAuthority());
        channel.write(StandardCharsets.US_ASCII.encode(request.replace("\n", "\r\n")));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) input.readUnsignedByte());
        }
        if (!answer.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("the server does not upgrade " + uri + ": " + answer);
        }
    }

    /** {@return the answer to a text message} */
    String ask(String text) throws IOException {
        channel.write(frame(TEXT, text.getBytes(StandardCharsets.UTF_8)));
        if (input.readUnsignedByte() != TEXT) {
            throw new IOException("the answer is no short text message");
        }
        byte[] answer = new byte[input.readUnsignedByte()];
        input.readFully(answer);
        return new String(answer, StandardCharsets.UTF_8);
    }

    /** Sends a Close frame, and waits until the server has ended the connection. */
    void leave() throws IOException {
        channel.write(frame(CLOSE, ByteBuffer.allocate(2).putShort((short) 1000).array()));
        input.skip(Long.MAX_VALUE);
        while (input.read() >= 0) {
            input.skip(Long.MAX_VALUE);
        }
    }

    /** {@return the socket, which does not block any more} */
    SocketChannel quiet() throws IOException {
        channel.configureBlocking(false);
        return channel;
    }

    /** Reads the input of an idle connection, which must be a ping, and answers it. */
    static void pong(SocketChannel channel) throws IOException {
        ByteBuffer ping = ByteBuffer.allocate(2 + 125);
        int count = channel.read(ping);
        ping.flip();
        if (count < 2 || (ping.get() & 0xFF) != PING || ping.get() != ping.remaining()) {
            throw new IOException("the server has sent something other than a ping, or ended the connection");
        }
        byte[] data = new byte[ping.remaining()];
        ping.get(data);
        channel.write(frame(PONG, data));
    }

    /** A mask of zeros does not change the payload. */
    private static ByteBuffer frame(int opcode, byte[] payload) {
        return ByteBuffer.allocate(6 + payload.length)
                .put((byte) opcode)
                .put((byte) (0x80 | payload.length))
                .putInt(0)
                .put(payload)
                .flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
