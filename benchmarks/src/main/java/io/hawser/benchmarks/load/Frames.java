package io.hawser.benchmarks.load;

import java.nio.ByteBuffer;

/** Frames of a client (RFC 6455, section 5.2). */
final class Frames {

    /** In the first byte of a frame: the message is compressed (RFC 7692, section 6). */
    static final int RSV1 = 0x40;

    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    private Frames() {}

    /**
     * Makes a frame that is a whole message.
     *
     * @param opcode its opcode, with {@link #RSV1} where it is compressed
     * @param payload its payload
     * @param key the masking key
     * @return its bytes
     */
    static byte[] masked(int opcode, byte[] payload, int key) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) (FIN | opcode));
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 0x10000) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.putInt(key);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ key >> (24 - 8 * (i % 4))));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }
}
