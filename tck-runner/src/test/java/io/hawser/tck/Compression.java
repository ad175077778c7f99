package io.hawser.tck;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** permessage-deflate of one connection as in RFC 7692, section 7.2. Uses only the JDK. */
public final class Compression implements AutoCloseable {

    private static final byte[] TAIL = {0, 0, -1, -1};

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);
    private final boolean forgets;

    /** @param forgets whether each sent message is compressed without reference to earlier ones */
    public Compression(boolean forgets) {
        this.forgets = forgets;
    }

    /** {@return a message that does not refer to others} */
    public static byte[] deflated(byte[] message) {
        try (Compression compression = new Compression(true)) {
            return compression.deflate(message);
        }
    }

    public byte[] deflate(byte[] message) {
        if (message.length == 0) {
            // RFC 7692, section 7.2.3.6. A second flush of zlib has no output.
            return new byte[1];
        }
        if (forgets) {
            deflater.reset();
        }
        deflater.setInput(message);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] room = new byte[8192];
        int count;
        do {
            count = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
            all.write(room, 0, count);
        } while (count == room.length);
        byte[] bytes = all.toByteArray();
        return Arrays.copyOf(bytes, bytes.length - TAIL.length);
    }

    public byte[] inflate(byte[] message) throws DataFormatException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : new byte[][] {message, TAIL}) {
            inflater.setInput(piece);
            byte[] room = new byte[8192];
            for (int count = inflater.inflate(room); count > 0; count = inflater.inflate(room)) {
                all.write(room, 0, count);
            }
        }
        return all.toByteArray();
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
