package io.hawser.tck.peer;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is sent back and forth; the foreign peers make the same by themselves. */
final class Payload {

    static final int LARGEST = 16 << 20;

    private Payload() {}

    /** {@return every character of Unicode in its order: all planes, and each length of UTF-8} */
    static String everyCharacter() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(code -> code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** {@return bytes that repeat with a prime period, so that no shift goes unnoticed} */
    static byte[] pattern(int size) {
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++) {
            data[i] = (byte) (i % 251);
        }
        return data;
    }
}
