package io.hawser.benchmarks.minimal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection: an opening handshake, then frames, until the Close frame has been echoed. */
final class EchoedConnection {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern KEY = Pattern.compile("(?i)\r\nSec-WebSocket-Key: *(\\S+)\r\n");
    private static final int MAX_HEAD = 16 * 1024;
    private static final int CLOSE = 8;

    private final SocketChannel channel;
    /** The request so far; null after it. */
    private StringBuilder head = new StringBuilder();
    /** What could not be written at once; null for nothing. */
    private ByteBuffer unwritten;

    private final byte[] header = new byte[14];
    private int headerBytes;
    private int headerSize = 2;
    private long key;
    private long left;
    private boolean closing;

    EchoedConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** A connection that fails is closed: its peer sees that, and nobody else has to. */
    void work(SelectionKey selection, ByteBuffer input, ByteBuffer output) {
        try {
            if (selection.isReadable()) {
                int count = channel.read(input.clear());
                if (count < 0) {
                    channel.close();
                    return;
                }
                output.clear();
                answer(input.flip(), output);
                write(output.flip());
            } else if (unwritten != null) {
                channel.write(unwritten);
                unwritten = unwritten.hasRemaining() ? unwritten : null;
            }
            if (unwritten != null) {
                selection.interestOps(SelectionKey.OP_WRITE);
            } else if (closing) {
                channel.close();
            } else {
                selection.interestOps(SelectionKey.OP_READ);
            }
        } catch (IOException e) {
            selection.cancel();
            close();
        }
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket is not closed", e);
        }
    }

    private void write(ByteBuffer output) throws IOException {
        if (output.hasRemaining()) {
            channel.write(output);
        }
        if (output.hasRemaining()) {
            unwritten = ByteBuffer.allocate(output.remaining()).put(output).flip();
        }
    }

    private void answer(ByteBuffer in, ByteBuffer out) throws IOException {
        if (head != null) {
            open(in, out);
        }
        while (in.hasRemaining() && !closing) {
            if (left == 0) {
                readHeader(in, out);
            } else {
                unmask(in, out);
            }
        }
    }

    private void open(ByteBuffer in, ByteBuffer out) throws IOException {
        while (in.hasRemaining()) {
            head.append((char) (in.get() & 0xFF));
            int length = head.length();
            if (length >= 4 && head.lastIndexOf("\r\n\r\n") == length - 4) {
                out.put(response(head.toString()));
                head = null;
                return;
            }
            if (length > MAX_HEAD) {
                throw new IOException("the request does not end");
            }
        }
    }

    private static byte[] response(String request) throws IOException {
        Matcher found = KEY.matcher(request);
        if (!found.find()) {
            throw new IOException("the request has no Sec-WebSocket-Key");
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((found.group(1) + GUID).getBytes(ISO_8859_1));
            return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                    .getBytes(ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private void readHeader(ByteBuffer in, ByteBuffer out) {
        while (headerBytes < headerSize) {
            if (!in.hasRemaining()) {
                return;
            }
            header[headerBytes++] = in.get();
            if (headerBytes == 2) {
                int length = header[1] & 0x7F;
                headerSize = length < 126 ? 6 : length == 126 ? 8 : 14;
            }
        }
        ByteBuffer read = ByteBuffer.wrap(header);
        left = headerSize == 6 ? header[1] & 0x7F : headerSize == 8 ? read.getShort(2) & 0xFFFF : read.getLong(2);
        int maskingKey = read.getInt(headerSize - 4);
        key = (long) maskingKey << 32 | maskingKey & 0xFFFFFFFFL;
        out.put(header[0]).put((byte) (header[1] & 0x7F)).put(header, 2, headerSize - 6);
        closing = (header[0] & 0xF) == CLOSE && left == 0;
        headerBytes = 0;
        headerSize = 2;
    }

    private void unmask(ByteBuffer in, ByteBuffer out) {
        int count = (int) Math.min(left, in.remaining());
        left -= count;
        in.order(ByteOrder.BIG_ENDIAN);
        for (; count >= Long.BYTES; count -= Long.BYTES) {
            out.putLong(in.getLong() ^ key);
        }
        for (; count > 0; count--) {
            out.put((byte) (in.get() ^ key >> 56));
            key = Long.rotateLeft(key, Byte.SIZE);
        }
        closing = left == 0 && (header[0] & 0xF) == CLOSE;
    }
}
