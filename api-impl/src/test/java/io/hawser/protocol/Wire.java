package io.hawser.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Frames as bytes, created without the code under test. */
final class Wire {

    /** The mask key of every frame from a client. */
    private static final int[] KEY = {0x37, 0xFA, 0x21, 0x3D};

    static final int FIN = 0x80;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CONTINUATION = 0x0;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private Wire() {}

    /** A complete frame with the shortest form of its length. */
    static byte[] frame(Role sender, int firstByte, byte[] payload) {
        int form = payload.length < 126 ? payload.length : payload.length < 65536 ? 126 : 127;
        return concat(header(sender, firstByte, form, payload.length), masked(sender, payload));
    }

    static byte[] frame(Role sender, int firstByte, String payload) {
        return frame(sender, firstByte, payload.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A header whose length has the given form: the length itself below 126, 126 and two bytes, or 127 and eight bytes.
     */
    static byte[] header(Role sender, int firstByte, int form, long length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(firstByte);
        out.write((sender == Role.CLIENT ? 0x80 : 0) | form);
        int lengthBytes = form == 127 ? 8 : form == 126 ? 2 : 0;
        for (int i = lengthBytes - 1; i >= 0; i--) {
            out.write((int) (length >>> 8 * i & 0xFF));
        }
        if (sender == Role.CLIENT) {
            for (int k : KEY) {
                out.write(k);
            }
        }
        return out.toByteArray();
    }

    /** The payload as the sender puts it on the wire. */
    static byte[] masked(Role sender, byte[] payload) {
        byte[] result = payload.clone();
        if (sender == Role.CLIENT) {
            for (int i = 0; i < result.length; i++) {
                result[i] ^= (byte) KEY[i % 4];
            }
        }
        return result;
    }

    static byte[] bytes(int... values) {
        byte[] result = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (byte) values[i];
        }
        return result;
    }

    static byte[] concat(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    /** Bytes of all values, ASCII and others. */
    static byte[] sample(int length) {
        byte[] result = new byte[length];
        for (int i = 0; i < length; i++) {
            result[i] = (byte) (i * 31 + 7);
        }
        return result;
    }

    static byte[] ascii(int length) {
        byte[] result = new byte[length];
        Arrays.fill(result, (byte) 'a');
        return result;
    }

    static Role peerOf(Role role) {
        return role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
    }
}
