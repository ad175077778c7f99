package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the bytes of a fuzzer as choices, in order. An input can also be written by hand. */
final class Input {

    private final byte[] bytes;
    private int at;

    Input(byte[] bytes) {
        this.bytes = bytes;
    }

    /** {@return whether no bytes are left} */
    boolean isEmpty() {
        return at == bytes.length;
    }

    /** {@return the next byte, 0 to 255; 0 after the end} */
    int next() {
        return isEmpty() ? 0 : bytes[at++] & 0xFF;
    }

    /** {@return the next bytes, whose number is in the byte before them} */
    byte[] some() {
        int count = Math.min(next(), bytes.length - at);
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    /** {@return the remaining bytes} */
    byte[] rest() {
        int from = at;
        at = bytes.length;
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** {@return the remaining bytes as lines that end with line feeds, a character for each byte} */
    List<String> lines() {
        return new ArrayList<>(List.of(new String(rest(), ISO_8859_1).split("\n", -1)));
    }
}
