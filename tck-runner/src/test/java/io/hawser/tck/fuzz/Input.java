package io.hawser.tck.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the bytes of a fuzzer as choices, from the first to the last, so that an input can be written by hand. */
final class Input {

    private final byte[] bytes;
    private int at;

    Input(byte[] bytes) {
        this.bytes = bytes;
    }

    /** {@return whether there is nothing left} */
    boolean isEmpty() {
        return at == bytes.length;
    }

    /** {@return the next byte, 0 to 255; 0 behind the end} */
    int next() {
        return isEmpty() ? 0 : bytes[at++] & 0xFF;
    }

    /** {@return a byte that says how many bytes there are, and those} */
    byte[] some() {
        int count = Math.min(next(), bytes.length - at);
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    /** {@return all that is left} */
    byte[] rest() {
        int from = at;
        at = bytes.length;
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** {@return all that is left as lines, a character for each byte; line feeds end them} */
    List<String> lines() {
        return new ArrayList<>(List.of(new String(rest(), ISO_8859_1).split("\n", -1)));
    }
}
