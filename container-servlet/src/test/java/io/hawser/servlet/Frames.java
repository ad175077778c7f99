package io.hawser.servlet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Frames that a client writes and reads. */
public final class Frames {

    private static final int MASK = 0x5A3C_96E1;

    private Frames() {}

    public static byte[] text(String text) {
        return client(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] close(int code) {
        return client(0x88, new byte[] {(byte) (code >> 8), (byte) code});
    }

    public static byte[] client(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        byte[] mask = ByteBuffer.allocate(4).putInt(MASK).array();
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        byte[] whole = new byte[frame.flip().remaining()];
        frame.get(whole);
        return whole;
    }

    public static byte[] joined(List<byte[]> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** {@return the complete frames from a server: texts unchanged, other frames by name} */
    static List<String> read(byte[] wire) {
        List<String> frames = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(wire);
        while (bytes.remaining() >= 2) {
            int first = bytes.get() & 0xFF;
            int length = bytes.get() & 0xFF;
            if (length == 126 && bytes.remaining() >= 2) {
                length = bytes.getShort() & 0xFFFF;
            }
            if (bytes.remaining() < length) {
                return frames;
            }
            byte[] payload = new byte[length];
            bytes.get(payload);
            frames.add(name(first, payload));
        }
        return frames;
    }

    private static String name(int first, byte[] payload) {
        return switch (first) {
            case 0x81 -> new String(payload, StandardCharsets.UTF_8);
            case 0x88 ->
                "close " + (payload.length < 2 ? "" : ByteBuffer.wrap(payload).getShort());
            case 0x8A -> "pong";
            default -> "frame " + Integer.toHexString(first);
        };
    }
}
