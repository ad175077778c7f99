package io.hawser.protocol.deflate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A slow decoder of DEFLATE (RFC 1951) without zlib. It refuses references that are longer than a window. */
final class DistanceCheck {

    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] CODE_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final int window;
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private final ByteArrayOutputStream everything = new ByteArrayOutputStream();
    private int begin;
    private byte[] input;
    private int bit;

    DistanceCheck(int window) {
        this.window = window;
    }

    void begin() {
        payload.reset();
        begin = everything.size();
    }

    void add(ByteBuffer piece) {
        byte[] copy = new byte[piece.remaining()];
        piece.duplicate().get(copy);
        payload.writeBytes(copy);
    }

    byte[] message() {
        payload.writeBytes(new byte[] {0, 0, -1, -1});
        input = payload.toByteArray();
        bit = 0;
        while (bit < input.length * 8) {
            block();
        }
        byte[] all = everything.toByteArray();
        byte[] message = new byte[all.length - begin];
        System.arraycopy(all, begin, message, 0, message.length);
        return message;
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++) {
            value |= (input[bit / 8] >> bit % 8 & 1) << i;
        }
        return value;
    }

    private void block() {
        bits(1);
        switch (bits(2)) {
            case 0 -> stored();
            case 1 -> {
                int[] literals = new int[288];
                for (int i = 0; i < 288; i++) {
                    literals[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
                }
                int[] distances = new int[30];
                java.util.Arrays.fill(distances, 5);
                compressed(literals, distances);
            }
            case 2 -> dynamic();
            default -> throw new IllegalStateException("reserved block type");
        }
    }

    private void stored() {
        bit = (bit + 7) / 8 * 8;
        int length = bits(16);
        bits(16);
        for (int i = 0; i < length; i++) {
            everything.write(bits(8));
        }
    }

    private void dynamic() {
        int literals = bits(5) + 257;
        int distances = bits(5) + 1;
        int codes = bits(4) + 4;
        int[] codeLengths = new int[19];
        for (int i = 0; i < codes; i++) {
            codeLengths[CODE_ORDER[i]] = bits(3);
        }
        int[] lengths = new int[literals + distances];
        for (int at = 0; at < lengths.length; ) {
            int symbol = symbol(codeLengths);
            if (symbol < 16) {
                lengths[at++] = symbol;
            } else {
                int value = symbol == 16 ? lengths[at - 1] : 0;
                int repeat = symbol == 16 ? 3 + bits(2) : symbol == 17 ? 3 + bits(3) : 11 + bits(7);
                for (int i = 0; i < repeat; i++) {
                    lengths[at++] = value;
                }
            }
        }
        compressed(
                java.util.Arrays.copyOf(lengths, literals),
                java.util.Arrays.copyOfRange(lengths, literals, lengths.length));
    }

    private void compressed(int[] literals, int[] distances) {
        while (true) {
            int symbol = symbol(literals);
            if (symbol == 256) {
                return;
            }
            if (symbol < 256) {
                everything.write(symbol);
            } else {
                int length = LENGTH_BASE[symbol - 257] + bits(LENGTH_EXTRA[symbol - 257]);
                int code = symbol(distances);
                int extra = Math.max(0, code / 2 - 1);
                int distance = (code < 2 ? code : (2 + code % 2) << extra) + 1 + bits(extra);
                copy(length, distance);
            }
        }
    }

    private void copy(int length, int distance) {
        if (distance > window) {
            throw new IllegalStateException("a reference of " + distance + " bytes in a window of " + window);
        }
        byte[] all = everything.toByteArray();
        for (int i = 0; i < length; i++) {
            everything.write(all[all.length - distance + i % distance]);
        }
    }

    /** Reads a symbol of a canonical Huffman code (RFC 1951, section 3.2.2). */
    private int symbol(int[] lengths) {
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= 15; length++) {
            code |= bits(1);
            int count = 0;
            for (int each : lengths) {
                count += each == length ? 1 : 0;
            }
            if (code - first < count) {
                return nth(lengths, length, code - first);
            }
            index += count;
            first = first + count << 1;
            code <<= 1;
        }
        throw new IllegalStateException("no such code, after " + index);
    }

    private static int nth(int[] lengths, int length, int n) {
        int left = n;
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (lengths[symbol] == length && left-- == 0) {
                return symbol;
            }
        }
        throw new IllegalStateException("no such symbol");
    }
}
