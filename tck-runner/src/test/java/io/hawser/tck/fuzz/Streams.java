package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/**
 * Streams of frames as inputs of {@link FramesTarget}: legal ones, and legal ones with a change. A seed determines the
 * streams.
 */
final class Streams {

    private static final String[] TEXTS = {"", "Hello", "Grüße, 世界", "😀", "plain text of more than sixteen bytes"};
    private static final int[] CODES = {1000, 1001, 1003, 1004, 1005, 1011, 1014, 1015, 2999, 3000, 4999, 5000, 65535};

    private final Random random;
    private boolean masked;

    Streams(long seed) {
        random = new Random(seed);
    }

    /** {@return the next legal stream; only a Close frame in it may have an illegal code or reason} */
    byte[] legal() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        masked = random.nextBoolean();
        out.write((random.nextInt(4) << 4) + (masked ? 0 : 1));
        byte[] sizes = new byte[random.nextInt(4)];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (byte) (1 + random.nextInt(40));
        }
        out.write(sizes.length);
        out.writeBytes(sizes);
        for (int i = random.nextInt(5); i >= 0; i--) {
            message(out);
        }
        if (random.nextInt(3) == 0) {
            close(out);
        }
        return out.toByteArray();
    }

    /** {@return the next legal stream of which one to three bytes were changed, inserted or removed} */
    byte[] mutated() {
        byte[] stream = legal();
        for (int i = random.nextInt(3); i >= 0; i--) {
            // The options and the number and sizes of pieces are not changed.
            int at = 2 + stream[1] + random.nextInt(stream.length - 1 - stream[1]);
            stream = mutated(stream, Math.min(at, stream.length - 1));
        }
        return stream;
    }

    private byte[] mutated(byte[] stream, int at) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(stream, 0, at);
        int kind = random.nextInt(5);
        switch (kind) {
            case 0 -> out.write(stream[at] ^ 1 << random.nextInt(8));
            case 1 -> out.write(random.nextInt(256));
            case 2 -> {
                out.write(random.nextInt(256));
                out.write(stream[at]);
            }
            default -> {}
        }
        // The last kind truncates the stream.
        if (kind < 4) {
            out.write(stream, at + 1, stream.length - at - 1);
        }
        return out.size() < 3 + stream[1] ? stream : out.toByteArray();
    }

    private void message(ByteArrayOutputStream out) {
        boolean text = random.nextBoolean();
        byte[] content = text ? text() : bytes(random.nextInt(random.nextInt(8) == 0 ? 3_000 : 140));
        int at = 0;
        int opcode = text ? 0x1 : 0x2;
        while (random.nextInt(3) == 0) {
            int end = at + random.nextInt(content.length - at + 1);
            frame(out, opcode, content, at, end);
            opcode = 0x0;
            at = end;
            if (random.nextInt(3) == 0) {
                byte[] payload = bytes(random.nextInt(126));
                frame(out, random.nextBoolean() ? 0x89 : 0x8A, payload, 0, payload.length);
            }
        }
        frame(out, opcode | 0x80, content, at, content.length);
    }

    private byte[] text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(TEXTS[random.nextInt(TEXTS.length)]);
        }
        return text.toString().getBytes(UTF_8);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private void close(ByteArrayOutputStream out) {
        int code = CODES[random.nextInt(CODES.length)];
        byte[] reason = TEXTS[random.nextInt(TEXTS.length)].getBytes(UTF_8);
        if (reason.length > 0 && random.nextInt(8) == 0) {
            reason = Arrays.copyOf(reason, reason.length - 1);
        }
        byte[] payload = new byte[2 + reason.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(reason, 0, payload, 2, reason.length);
        frame(out, 0x88, payload, 0, random.nextInt(4) == 0 ? 0 : payload.length);
    }

    private void frame(ByteArrayOutputStream out, int first, byte[] content, int from, int to) {
        int mask = masked ? 0x80 : 0;
        int length = to - from;
        out.write(first);
        if (length < 126) {
            out.write(mask | length);
        } else {
            out.write(mask | 126);
            out.write(length >> 8);
            out.write(length);
        }
        byte[] key = masked ? bytes(4) : new byte[4];
        if (masked) {
            out.writeBytes(key);
        }
        for (int i = 0; i < length; i++) {
            out.write(content[from + i] ^ key[i % 4]);
        }
    }
}
