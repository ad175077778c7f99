package io.hawser.tck.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes that a fuzzer has made, from which a target takes its choices first. */
final class Input {

    private final byte[] bytes;
    private int at;

    Input(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isEmpty() {
        return at == bytes.length;
    }

    /** {@return a choice from 0 to below a bound; 0 where no bytes are left} */
    int choice(int bound) {
        return isEmpty() ? 0 : (bytes[at++] & 0xFF) % bound;
    }

    boolean flag() {
        return choice(2) == 1;
    }

    /** {@return two bytes as a number} */
    int number() {
        return choice(256) << 8 | choice(256);
    }

    byte[] bytes(int most) {
        int end = Math.min(bytes.length, at + most);
        byte[] taken = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return taken;
    }

    byte[] rest() {
        return bytes(bytes.length);
    }

    /** {@return the rest as characters, of which every one of Latin-1 may come} */
    String text() {
        return new String(rest(), StandardCharsets.ISO_8859_1);
    }
}
