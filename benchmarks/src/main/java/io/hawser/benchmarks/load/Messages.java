package io.hawser.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.Deflater;

/**
 * The messages of a load, which differ, each in one masked frame. They are sent over and over in the same order. A run
 * of messages lies in one piece, so that it is sent with one system call.
 */
final class Messages {

    private static final int TEXT = 1;
    private static final int BINARY = 2;

    /** Small messages are so many that a lost one is noticed. */
    private static final int SMALL_COUNT = 64;

    private static final int LARGE_COUNT = 2;
    private static final int LARGE_SIZE = 16 * 1024;

    private static final String[] WORDS = {
        "anchor",
        "buoy",
        "capstan",
        "davit",
        "fathom",
        "gunwale",
        "halyard",
        "keel",
        "larboard",
        "mizzen",
        "oar",
        "pier"
    };

    private final int opcode;
    private final int count;
    private final byte[][] payloads;
    /** All frames twice, so that a run from any of them lies in one piece. */
    private final ByteBuffer frames;

    private final int[] ends;

    Messages(Workload workload) {
        opcode = workload.binary() ? BINARY : TEXT;
        count = Math.max(workload.depth(), workload.size() >= LARGE_SIZE ? LARGE_COUNT : SMALL_COUNT);
        payloads = new byte[count][];
        ends = new int[2 * count];
        byte[][] framed = new byte[count][];
        Random random = new Random(workload.size());
        int length = 0;
        for (int i = 0; i < count; i++) {
            payloads[i] = workload.binary() ? bytes(random, workload.size()) : text(random, i, workload.size());
            byte[] sent = workload.deflate() ? deflate(payloads[i]) : payloads[i];
            framed[i] = Frames.masked(workload.deflate() ? opcode | Frames.RSV1 : opcode, sent, random.nextInt());
            length += framed[i].length;
        }
        frames = ByteBuffer.allocateDirect(2 * length);
        for (int i = 0; i < 2 * count; i++) {
            frames.put(framed[i % count]);
            ends[i] = frames.position();
        }
        frames.flip();
    }

    private static byte[] bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(Random random, int number, int size) {
        StringBuilder text = new StringBuilder().append(number).append(' ');
        while (text.length() < size) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.substring(0, size).getBytes(US_ASCII);
    }

    /** By itself, as RFC 7692, section 7.2.1, wants it: whatever the server remembers, it needs nothing of it. */
    private static byte[] deflate(byte[] payload) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(payload);
            byte[] compressed = new byte[2 * payload.length + 64];
            int length = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
            byte[] withoutTail = new byte[length - 4];
            System.arraycopy(compressed, 0, withoutTail, 0, withoutTail.length);
            return withoutTail;
        } finally {
            deflater.end();
        }
    }

    int opcode() {
        return opcode;
    }

    /** {@return how many there are before the first comes again} */
    int count() {
        return count;
    }

    /** {@return the bytes of a message; the number may be any that has not overflowed} */
    byte[] payload(long number) {
        return payloads[(int) (number % count)];
    }

    /** {@return all frames, with a position of its own} */
    ByteBuffer frames() {
        return frames.duplicate();
    }

    /**
     * Selects a run of frames.
     *
     * @param frames of {@link #frames()}
     * @param first the number of the first message
     * @param run how many, at most {@link #count()}
     */
    void select(ByteBuffer frames, long first, int run) {
        int index = (int) (first % count);
        frames.limit(ends[index + run - 1]).position(index == 0 ? 0 : ends[index - 1]);
    }
}
